package org.bert4j.pretraining;

import org.bert4j.tokenizer.BadInputException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/// Writes a file of a [RowTable], row by row. The header is written last: a file without it is not whole.
final class RowTableWriter implements Consumer<RowPlan>, AutoCloseable {
    private static final int ROWS_IN_BUFFER = 1 << 14;

    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(ROWS_IN_BUFFER * RowTable.ENTRY_BYTES);
    private final CRC32C checksum = new CRC32C();
    private long rows;

    RowTableWriter(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        channel.position(RowTable.HEADER_BYTES);
    }

    /// @throws UncheckedIOException if it cannot be written
    @Override
    public void accept(RowPlan plan) {
        if (!buffer.hasRemaining()) {
            flush();
        }
        put(plan.first());
        put(plan.second());
        buffer.putChar((char) plan.first().length());
        buffer.putChar((char) plan.second().length());
        buffer.putInt(plan.label());
        rows++;
    }

    private void put(Span span) {
        buffer.putInt(span.document());
        buffer.putInt(span.sentence());
        buffer.putInt(span.skip());
    }

    private void flush() {
        buffer.flip();
        checksum.update(buffer.duplicate());
        try {
            writeFully(buffer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        buffer.clear();
    }

    private void writeFully(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /// Completes the file.
    void finish(String key) throws IOException {
        if (rows > Integer.MAX_VALUE) {
            throw new BadInputException(
                    "The corpus makes %d rows, more than %d; choose a smaller dupe factor or a greater length."
                            .formatted(rows, Integer.MAX_VALUE));
        }
        flush();
        ByteBuffer header = ByteBuffer.allocate(RowTable.HEADER_BYTES);
        header.put(key.getBytes(StandardCharsets.US_ASCII));
        header.putLong(rows).putLong(checksum.getValue()).flip();
        channel.position(0);
        writeFully(header);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
