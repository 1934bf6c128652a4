package org.bert4j.corpus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Numbers, little-endian, in files of at most so many bytes: `tokens-000`, `tokens-001`, and so on.
final class ShardWriter implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final Path directory;
    private final String name;
    private final long largest;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    private FileChannel channel;
    private long inShard;
    private int shards;
    private long bytes;

    /// @param largest bytes of a file, a multiple of 16
    ShardWriter(Path directory, String name, long largest) {
        this.directory = directory;
        this.name = name;
        this.largest = largest;
    }

    static Path file(Path directory, String name, int shard) {
        return directory.resolve("%s-%03d".formatted(name, shard));
    }

    void writeInt(int number) throws IOException {
        requireRoom(Integer.BYTES);
        buffer.putInt(number);
    }

    void writeLong(long number) throws IOException {
        requireRoom(Long.BYTES);
        buffer.putLong(number);
    }

    void write(byte[] numbers) throws IOException {
        for (int from = 0; from < numbers.length; ) {
            requireRoom(1);
            int count = Math.min(buffer.remaining(), numbers.length - from);
            buffer.put(numbers, from, count);
            from += count;
        }
    }

    /// Bytes in all files, once [#finish()] was called.
    long bytes() {
        return bytes;
    }

    /// Brings everything to the disk.
    void finish() throws IOException {
        flush();
        closeShard();
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }

    private void requireRoom(int count) throws IOException {
        if (buffer.remaining() < count) {
            flush();
        }
    }

    private void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            if (channel == null) {
                open();
            }
            int end = buffer.limit();
            long room = largest - inShard;
            buffer.limit((int) Math.min(end, buffer.position() + room));
            int written = channel.write(buffer);
            buffer.limit(end);
            inShard += written;
            bytes += written;
            if (inShard == largest) {
                closeShard();
            }
        }
        buffer.clear();
    }

    private void open() throws IOException {
        channel =
                FileChannel.open(
                        file(directory, name, shards++),
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE);
        inShard = 0;
    }

    private void closeShard() throws IOException {
        if (channel != null) {
            channel.force(true);
            channel.close();
            channel = null;
        }
    }
}
