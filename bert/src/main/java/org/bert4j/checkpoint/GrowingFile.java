package org.bert4j.checkpoint;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A file that grows beside its place as `NAME.part` and is moved there when it is whole, so that a
/// reader never sees half of it. Closing one that was not moved leaves nothing behind.
public final class GrowingFile implements AutoCloseable {
    /// Behind the name of a file that is not whole yet.
    public static final String UNFINISHED = ".part";

    private final Path place;
    private final Path part;
    private final OutputStream output;

    private GrowingFile(Path place, Path part) throws IOException {
        this.place = place;
        this.part = part;
        this.output = new BufferedOutputStream(Files.newOutputStream(part));
    }

    /// Makes the directories above it too, so that a place that cannot be written is found out before
    /// anything is computed.
    ///
    /// @throws org.bert4j.tokenizer.BadInputException if the place cannot be written
    public static GrowingFile create(Path place) {
        if (Files.isDirectory(place)) {
            throw DirectoryWriter.unwritable(place, new IOException("it is a directory"));
        }
        try {
            Files.createDirectories(place.toAbsolutePath().getParent());
            return new GrowingFile(place, place.resolveSibling(place.getFileName() + UNFINISHED));
        } catch (FileAlreadyExistsException e) {
            throw DirectoryWriter.unwritable(
                    place, new IOException(e.getFile() + " is not a directory", e));
        } catch (IOException e) {
            throw DirectoryWriter.unwritable(place, e);
        }
    }

    /// Where its bytes go.
    public OutputStream output() {
        return output;
    }

    /// Appends a text as UTF-8.
    public void write(String text) {
        try {
            output.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /// The file is whole.
    public void moveIntoPlace() {
        try {
            output.close();
            Files.move(part, place, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /// What to say when bytes cannot be written.
    public RuntimeException unwritable(IOException cause) {
        return DirectoryWriter.unwritable(place, cause);
    }

    @Override
    public void close() {
        try {
            try {
                output.close();
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }
}
