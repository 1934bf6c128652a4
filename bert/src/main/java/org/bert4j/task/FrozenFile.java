package org.bert4j.task;

import org.bert4j.dataset.BoundedDirectory;
import org.bert4j.tokenizer.BadInputException;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/// A mapped file of numbers, in blocks that are written once, each with a checksum: what a killed process left half
/// written is not taken for whole. Processes that write the same file at a time write the same.
final class FrozenFile implements AutoCloseable {
    /// All such files together may take so many bytes.
    private static final long LARGEST_TOGETHER = 16L << 30;

    private static final long WRITTEN = 1L << 32; // no checksum is 0

    private final Arena arena = Arena.ofShared();
    private final MemorySegment memory;
    private final long checksums; // where they begin

    /// @param bytes  of all numbers
    /// @param blocks how many there are
    /// @throws BadInputException if the disk has no room
    FrozenFile(Path file, long bytes, int blocks) {
        checksums = (bytes + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
        memory = map(file, checksums + (long) blocks * Long.BYTES);
    }

    private MemorySegment map(Path file, long size) {
        try {
            Files.createDirectories(file.getParent());
            new BoundedDirectory(file.getParent(), LARGEST_TOGETHER - size).trim(file);
            try (FileChannel channel =
                    FileChannel.open(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE)) {
                long missing = size - channel.size();
                long free = Files.getFileStore(file).getUsableSpace();
                if (free < missing) {
                    throw new BadInputException(
                            "The outputs of the frozen layers need %d MiB in %s, and %d are free; free some space or set BERT4J_HOME to another place."
                                    .formatted(missing >> 20, file.getParent(), free >> 20));
                }
                BoundedDirectory.markUsed(file);
                return channel.map(FileChannel.MapMode.READ_WRITE, 0, size, arena);
            }
        } catch (IOException e) {
            throw new BadInputException(
                    "Cannot write %s: %s; make room or set BERT4J_HOME to another place."
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    void write(long place, float[] values, int from, int count) {
        MemorySegment.copy(values, from, memory, ValueLayout.JAVA_FLOAT, place, count);
    }

    void read(long place, float[] values, int to, int count) {
        MemorySegment.copy(memory, ValueLayout.JAVA_FLOAT, place, values, to, count);
    }

    /// Whether a block was written whole.
    ///
    /// @param parts places and lengths of its parts, in bytes: `[parts][2]`
    boolean isWritten(int block, long[][] parts) {
        long stored = memory.get(ValueLayout.JAVA_LONG, checksums + (long) block * Long.BYTES);
        return stored != 0 && stored == checksum(parts);
    }

    /// To be called when all of a block is there.
    void finish(int block, long[][] parts) {
        memory.set(ValueLayout.JAVA_LONG, checksums + (long) block * Long.BYTES, checksum(parts));
    }

    private long checksum(long[][] parts) {
        CRC32C checksum = new CRC32C();
        for (long[] part : parts) {
            checksum.update(memory.asSlice(part[0], part[1]).asByteBuffer());
        }
        return WRITTEN | checksum.getValue();
    }

    @Override
    public void close() {
        arena.close();
    }
}
