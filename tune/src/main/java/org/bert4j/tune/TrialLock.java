package org.bert4j.tune;

import org.bert4j.checkpoint.DirectoryWriter;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Only one process writes into the directory of a trial. A worker that was silent for too long may still be at it: the
/// one that takes over waits until it has noticed. The system frees the lock of a process that has died.
final class TrialLock implements AutoCloseable {
    private final FileChannel channel;

    private TrialLock(FileChannel channel) {
        this.channel = channel;
    }

    /// Waits until nobody else has it.
    @SuppressWarnings("resource") // the lock goes with its channel
    static TrialLock take(Path directory) {
        Path file = directory.resolveSibling(directory.getFileName() + ".lock");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.lock();
            return new TrialLock(channel);
        } catch (IOException e) {
            throw DirectoryWriter.unwritable(file, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
