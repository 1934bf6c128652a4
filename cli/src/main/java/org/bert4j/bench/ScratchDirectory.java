package org.bert4j.bench;

import org.bert4j.checkpoint.DirectoryWriter;
import org.bert4j.tokenizer.BadInputException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A directory for what a benchmark needs on disk; it goes when it is closed.
record ScratchDirectory(Path path) implements AutoCloseable {
    static ScratchDirectory create() {
        try {
            return new ScratchDirectory(Files.createTempDirectory("bert4j-bench"));
        } catch (IOException e) {
            throw new BadInputException(
                    "Cannot make a temporary directory (%s); make room in %s."
                            .formatted(e.getMessage(), System.getProperty("java.io.tmpdir")),
                    e);
        }
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    /// A new directory in this one.
    Path directory(String name) {
        try {
            return Files.createDirectory(resolve(name));
        } catch (IOException e) {
            throw DirectoryWriter.unwritable(resolve(name), e);
        }
    }

    @Override
    public void close() {
        try {
            DirectoryWriter.delete(path);
        } catch (IOException e) {
            throw DirectoryWriter.unwritable(path, e);
        }
    }
}
