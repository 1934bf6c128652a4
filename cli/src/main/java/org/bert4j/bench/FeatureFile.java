package org.bert4j.bench;

import org.bert4j.checkpoint.DirectoryWriter;
import org.bert4j.feature.QaFeature;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Features on disk: of each its length, where the answer and the context begin and end, and its ids, 4 bytes each.
final class FeatureFile implements AutoCloseable {
    private static final int BUFFER = 1 << 20;
    private static final int NUMBERS_BEFORE_IDS = 4;

    private final Path path;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private long tokens;

    private FeatureFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    static FeatureFile create(Path path) {
        try {
            return new FeatureFile(
                    path,
                    FileChannel.open(
                            path,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE));
        } catch (IOException e) {
            throw DirectoryWriter.unwritable(path, e);
        }
    }

    void add(QaFeature feature) {
        int[] ids = feature.inputIds();
        if (buffer.remaining() < Integer.BYTES * (NUMBERS_BEFORE_IDS + ids.length)) {
            flush();
        }
        buffer.putInt(ids.length);
        buffer.putInt(feature.firstContextPosition());
        buffer.putInt(feature.startPosition());
        buffer.putInt(feature.endPosition());
        for (int id : ids) {
            buffer.putInt(id);
        }
        tokens += ids.length;
    }

    /// In all features so far.
    long tokens() {
        return tokens;
    }

    private void flush() {
        try {
            buffer.flip();
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            buffer.clear();
        } catch (IOException e) {
            throw DirectoryWriter.unwritable(path, e);
        }
    }

    @Override
    public void close() {
        flush();
        try {
            channel.close();
        } catch (IOException e) {
            throw DirectoryWriter.unwritable(path, e);
        }
    }
}
