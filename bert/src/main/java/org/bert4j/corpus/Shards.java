package org.bert4j.corpus;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// The numbers that a [ShardWriter] wrote, mapped into memory. They are unmapped when nobody holds them any more.
final class Shards {
    private static final ValueLayout.OfChar CHAR =
            ValueLayout.JAVA_CHAR.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment[] shards;
    private final long largest;

    private Shards(List<MemorySegment> shards, long largest) {
        this.shards = shards.toArray(MemorySegment[]::new);
        this.largest = largest;
    }

    /// @param bytes   of all files together
    /// @param largest bytes of all but the last
    /// @throws IOException if a file is missing or has another length
    static Shards open(Path directory, String name, long bytes, long largest) throws IOException {
        List<MemorySegment> shards = new ArrayList<>();
        for (long from = 0; from < bytes; from += largest) {
            Path file = ShardWriter.file(directory, name, shards.size());
            shards.add(map(file, Math.min(largest, bytes - from)));
        }
        return new Shards(shards, largest);
    }

    private static MemorySegment map(Path file, long bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() != bytes) {
                throw new IOException(
                        "%s has %d bytes, not %d".formatted(file, channel.size(), bytes));
            }
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, bytes, Arena.ofAuto());
        }
    }

    /// @param at byte where it begins in all files together
    int character(long at) {
        return shard(at).get(CHAR, at % largest);
    }

    int integer(long at) {
        return shard(at).get(INT, at % largest);
    }

    long number(long at) {
        return shard(at).get(LONG, at % largest);
    }

    private MemorySegment shard(long at) {
        return shards[(int) (at / largest)];
    }
}
