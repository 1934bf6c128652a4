package org.bert4j.corpus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The [LeastHashes] of documents in a file, to be read at random; and in another one where each begins.
final class ShingleFile implements AutoCloseable {
    private static final int PLACE_BYTES = Long.BYTES + Integer.BYTES;

    private final Path hashesFile;
    private final Path placesFile;
    private final FileChannel hashes;
    private final FileChannel places;
    private final ByteBuffer buffer =
            ByteBuffer.allocate(PLACE_BYTES + LeastHashes.MOST * Integer.BYTES);
    private long end;

    /// @param directory for the files, which are deleted in the end
    ShingleFile(Path directory) throws IOException {
        this.hashesFile = directory.resolve("shingles");
        this.placesFile = directory.resolve("shingle-places");
        this.hashes = create(hashesFile);
        this.places = create(placesFile);
    }

    private static FileChannel create(Path file) throws IOException {
        return FileChannel.open(
                file,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
    }

    void write(int document, int[] values) throws IOException {
        buffer.clear().putLong(end).putInt(values.length).flip();
        write(places, (long) document * PLACE_BYTES);
        buffer.clear().asIntBuffer().put(values);
        buffer.limit(values.length * Integer.BYTES);
        write(hashes, end);
        end += buffer.limit();
    }

    int[] read(int document) throws IOException {
        read(places, (long) document * PLACE_BYTES, PLACE_BYTES);
        long at = buffer.getLong();
        int[] values = new int[buffer.getInt()];
        read(hashes, at, values.length * Integer.BYTES);
        buffer.asIntBuffer().get(values);
        return values;
    }

    @Override
    public void close() throws IOException {
        try (hashes;
                places) {
            Files.deleteIfExists(hashesFile);
            Files.deleteIfExists(placesFile);
        }
    }

    private void write(FileChannel channel, long at) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer, at + buffer.position());
        }
    }

    private void read(FileChannel channel, long at, int bytes) throws IOException {
        buffer.clear().limit(bytes);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, at + buffer.position()) < 0) {
                throw new IOException("%s is too short".formatted(hashesFile));
            }
        }
        buffer.flip();
    }
}
