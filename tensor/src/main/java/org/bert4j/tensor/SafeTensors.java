package org.bert4j.tensor;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Checkpoints in the safetensors format, version 0.x (github.com/huggingface/safetensors).
///
/// Reading maps the file into memory and copies nothing; the whole header is checked before the
/// first tensor is handed out. Writing makes the same bytes as the Python library.
///
/// ```java
/// try (SafeTensors file = SafeTensors.open(Path.of("model.safetensors"))) {
///     float[] bias = file.get("embeddings.LayerNorm.bias").toFloats();
/// }
/// ```
public final class SafeTensors implements TensorFile {
    /// What Hugging Face's loaders want to find in `__metadata__`.
    public static final Map<String, String> PYTORCH_METADATA = Map.of("format", "pt");

    private final Path file;
    private final Arena arena;
    private final Map<String, String> metadata;
    private final Map<String, StoredTensor> tensors;

    private SafeTensors(Path file, Arena arena, SafeTensorsHeader header, MemorySegment mapped) {
        this.file = file;
        this.arena = arena;
        this.metadata = Collections.unmodifiableMap(header.metadata());
        this.tensors = new LinkedHashMap<>();
        MemorySegment data = mapped.asSlice(header.dataStart());
        for (SafeTensorsHeader.Entry entry : header.entries()) {
            MemorySegment bytes = data.asSlice(entry.begin(), entry.end() - entry.begin());
            tensors.put(
                    entry.name(),
                    new StoredTensor(entry.name(), entry.type(), entry.shape(), bytes));
        }
    }

    /// Maps a file and checks its header.
    ///
    /// @throws TensorFileException if the file is missing, truncated, lies about its contents, or
    ///     holds numbers of a type that [ElementType] lacks
    public static SafeTensors open(Path file) {
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            FileProblem.requireContent(file);
            SafeTensorsHeader header = SafeTensorsHeader.read(file, channel);
            MemorySegment mapped =
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            return new SafeTensors(file, arena, header, mapped);
        } catch (IOException e) {
            arena.close();
            throw FileProblem.unreadable(file, e);
        } catch (RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    /// Writes tensors with the metadata that Hugging Face's loaders expect.
    ///
    /// @throws TensorFileException if the file cannot be written
    public static void write(Path file, List<StoredTensor> tensors) {
        write(file, PYTORCH_METADATA, tensors);
    }

    /// The same of tensors in use, by name.
    public static void write(Path file, Map<String, Tensor> tensors) {
        write(file, PYTORCH_METADATA, tensors);
    }

    /// The same with metadata of one's own.
    public static void write(Path file, Map<String, String> metadata, Map<String, Tensor> tensors) {
        try (var _ = TensorScope.open()) {
            List<StoredTensor> stored = new ArrayList<>();
            tensors.forEach((name, tensor) -> stored.add(tensor.onCpu().stored(name)));
            write(file, metadata, stored);
        }
    }

    /// Writes tensors in the order of the Python library: by alignment, then by name.
    ///
    /// The file appears whole or not at all: it is written beside, forced to the disk and renamed.
    ///
    /// @throws IllegalArgumentException if two tensors have the same name
    /// @throws TensorFileException if the file cannot be written
    public static void write(Path file, Map<String, String> metadata, List<StoredTensor> tensors) {
        new SafeTensorsWriter(metadata, tensors).write(file);
    }

    @Override
    public Path path() {
        return file;
    }

    /// The free text the writer left in `__metadata__`; empty if there is none.
    public Map<String, String> metadata() {
        return metadata;
    }

    @Override
    public List<String> names() {
        return List.copyOf(tensors.keySet());
    }

    @Override
    public boolean contains(String name) {
        return tensors.containsKey(name);
    }

    @Override
    public StoredTensor get(String name) {
        StoredTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw FileProblem.noSuchTensor(file, name, tensors.size());
        }
        return tensor;
    }

    @Override
    public void close() {
        arena.close();
    }
}
