package org.bert4j.tensor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// A state dictionary written by `torch.save` (`pytorch_model.bin`): a zip archive with a pickled
/// dictionary (`NAME/data.pkl`) and one entry of raw bytes per storage (`NAME/data/0`).
///
/// Nothing in the file is executed: see [TorchUnpickler]. Tensors are read when asked for, and are
/// row-major whatever their strides in the file.
public final class TorchFile implements TensorFile {
    private static final long MAX_PICKLE_BYTES = 64L << 20;
    private static final byte PICKLE_START = (byte) 0x80;

    private final Path file;
    private final ZipFile zip;
    private final String folder;
    private final boolean bigEndian;
    private final Map<String, TorchUnpickler.View> views;

    private TorchFile(Path file, ZipFile zip) throws IOException {
        this.file = file;
        this.zip = zip;
        ZipEntry pickle = pickle(file, zip);
        this.folder =
                pickle.getName().substring(0, pickle.getName().length() - "data.pkl".length());
        this.bigEndian = "big".equals(text("byteorder"));
        this.views = views(unpickle(pickle));
    }

    /// Opens a file and reads its dictionary, not yet the numbers.
    ///
    /// @throws TensorFileException if the file is missing, damaged, written by torch before 1.6, or
    ///     holds anything but a dictionary of tensors
    public static TorchFile open(Path file) {
        try {
            FileProblem.requireContent(file);
            requireZip(file);
            ZipFile zip = new ZipFile(file.toFile());
            try {
                return new TorchFile(file, zip);
            } catch (IOException | RuntimeException e) {
                zip.close();
                throw e;
            }
        } catch (ZipException e) {
            throw damaged(file, e.getMessage(), e);
        } catch (IOException e) {
            throw FileProblem.unreadable(file, e);
        }
    }

    @Override
    public Path path() {
        return file;
    }

    @Override
    public List<String> names() {
        return List.copyOf(views.keySet());
    }

    @Override
    public boolean contains(String name) {
        return views.containsKey(name);
    }

    @Override
    public StoredTensor get(String name) {
        TorchUnpickler.View view = views.get(name);
        if (view == null) {
            throw FileProblem.noSuchTensor(file, name, views.size());
        }
        StridedReader reader = new StridedReader(view, bigEndian);
        ZipEntry entry = storage(name, view);
        try (InputStream in = zip.getInputStream(entry)) {
            return reader.read(name, in);
        } catch (IOException e) {
            throw damaged(file, "tensor \"%s\": %s".formatted(name, e.getMessage()), e);
        }
    }

    /// A tensor's memory lives as long as somebody holds it; only the file is closed.
    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw FileProblem.unreadable(file, e);
        }
    }

    private static void requireZip(Path file) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(2);
        }
        if (start[0] == PICKLE_START) {
            throw new TensorFileException(
                    ("%s is in the format of torch before 1.6, which is a bare pickle; re-save it"
                         + " in Python: torch.save(torch.load(path, weights_only=True), path).")
                            .formatted(file));
        }
        if (start.length < 2 || start[0] != 'P' || start[1] != 'K') {
            throw new TensorFileException(
                    "%s was not written by torch.save: it is no zip archive; download it again."
                            .formatted(file));
        }
    }

    private static ZipEntry pickle(Path file, ZipFile zip) {
        List<? extends ZipEntry> found =
                zip.stream().filter(entry -> entry.getName().endsWith("/data.pkl")).toList();
        boolean script = zip.stream().anyMatch(entry -> entry.getName().endsWith("/constants.pkl"));
        if (script) {
            throw new TensorFileException(
                    "%s is a TorchScript program; save the model's state_dict() instead."
                            .formatted(file));
        }
        if (found.size() != 1 || found.getFirst().getSize() > MAX_PICKLE_BYTES) {
            throw new TensorFileException(
                    ("%s was not written by torch.save: it has %d entries data.pkl;"
                                    + " download it again.")
                            .formatted(file, found.size()));
        }
        return found.getFirst();
    }

    private String text(String name) throws IOException {
        ZipEntry entry = zip.getEntry(folder + name);
        if (entry == null) {
            return "";
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return new String(in.readNBytes(16), StandardCharsets.US_ASCII).strip();
        }
    }

    private Object unpickle(ZipEntry entry) throws IOException {
        byte[] pickle;
        try (InputStream in = zip.getInputStream(entry)) {
            pickle = in.readNBytes((int) MAX_PICKLE_BYTES);
        }
        try {
            return new TorchUnpickler().loads(pickle);
        } catch (TorchUnpickler.RefusedPickleException e) {
            throw new TensorFileException(
                    ("%s %s; nothing was run, but do not trust this file: get the model as"
                                    + " model.safetensors, or save only its state_dict().")
                            .formatted(file, e.getMessage()),
                    e);
        } catch (RuntimeException | IOException | StackOverflowError e) {
            // The library answers a broken pickle with whatever exception comes first.
            throw damaged(file, "its dictionary cannot be read", e);
        }
    }

    private Map<String, TorchUnpickler.View> views(Object root) {
        if (!(root instanceof Map<?, ?> dictionary)) {
            throw notAStateDictionary("a single object");
        }
        Map<String, TorchUnpickler.View> result = new LinkedHashMap<>();
        for (Map.Entry<?, ?> item : dictionary.entrySet()) {
            if (!(item.getKey() instanceof String name)
                    || !(item.getValue() instanceof TorchUnpickler.View view)) {
                throw notAStateDictionary("something else under \"%s\"".formatted(item.getKey()));
            }
            result.put(name, view);
        }
        return result;
    }

    private TensorFileException notAStateDictionary(String found) {
        return new TensorFileException(
                ("%s holds %s where a dictionary of tensors is needed;"
                                + " save the model's state_dict().")
                        .formatted(file, found));
    }

    /// The entry that holds a tensor's elements, once it is clear that they lie inside.
    private ZipEntry storage(String name, TorchUnpickler.View view) {
        ZipEntry entry = zip.getEntry(folder + "data/" + view.storage());
        if (entry == null) {
            throw damaged(
                    file, "tensor \"%s\" has no storage %s".formatted(name, view.storage()), null);
        }
        long available = entry.getSize() / view.type().bytes();
        if (!StridedReader.fits(view, Math.min(available, view.storageCount()))) {
            throw damaged(
                    file,
                    "tensor \"%s\" of shape %s reaches beyond its storage of %d elements"
                            .formatted(name, StoredTensor.text(view.shape()), available),
                    null);
        }
        return entry;
    }

    private static TensorFileException damaged(Path file, String what, Throwable cause) {
        return new TensorFileException(
                "%s is damaged (%s); download it again.".formatted(file, what), cause);
    }
}
