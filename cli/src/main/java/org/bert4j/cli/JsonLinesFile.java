package org.bert4j.cli;

import org.bert4j.checkpoint.DirectoryWriter;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A file of JSON lines that appears when it is whole.
final class JsonLinesFile implements AutoCloseable {
    private final Path file;
    private final Path part;
    private final BufferedWriter writer;

    private JsonLinesFile(Path file, Path part) throws IOException {
        this.file = file;
        this.part = part;
        writer = Files.newBufferedWriter(part);
    }

    /// Makes the directories above it too, so that a place that cannot be written is found out before anything is
    /// computed.
    static JsonLinesFile create(Path file) {
        if (Files.isDirectory(file)) {
            throw DirectoryWriter.unwritable(file, new IOException("it is a directory"));
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return new JsonLinesFile(file, file.resolveSibling(file.getFileName() + ".part"));
        } catch (FileAlreadyExistsException e) {
            throw DirectoryWriter.unwritable(
                    file, new IOException(e.getFile() + " is not a directory", e));
        } catch (IOException e) {
            throw DirectoryWriter.unwritable(file, e);
        }
    }

    void add(Object line) {
        try {
            writer.write(Json.line(line));
            writer.write('\n');
        } catch (IOException e) {
            throw DirectoryWriter.unwritable(file, e);
        }
    }

    /// All lines are there.
    void finish() {
        try {
            writer.close();
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw DirectoryWriter.unwritable(file, e);
        }
    }

    @Override
    public void close() {
        try {
            writer.close();
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw DirectoryWriter.unwritable(file, e);
        }
    }
}
