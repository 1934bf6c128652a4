package org.bert4j.feature;

import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.Tokens;
import org.bert4j.tokenizer.Window;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Writes a file of [QaFeatures], question by question, and holds none of them.
///
/// The table of features grows in a file of its own beside, and moves behind the tokens in the end. The header is
/// written last: a file without it is not whole.
final class QaFeatureWriter implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int LARGEST_CHAR = Character.MAX_VALUE;

    private final Path file;
    private final Path tableFile;
    private final BertTokenizer tokenizer;
    private final int bytesPerToken;
    private final DataOutputStream tokens;
    private final DataOutputStream table;
    private long written; // token ids
    private Tokens context; // the latest
    private long contextAt;
    private boolean hasImpossible;

    QaFeatureWriter(Path file, BertTokenizer tokenizer) throws IOException {
        this.file = file;
        this.tokenizer = tokenizer;
        this.tableFile = file.resolveSibling(file.getFileName() + ".table");
        boolean narrow = tokenizer.vocabulary().size() <= LARGEST_CHAR + 1;
        this.bytesPerToken = narrow ? Character.BYTES : Integer.BYTES;
        this.tokens = open(file);
        this.table = open(tableFile);
        tokens.write(new byte[QaFeatureHeader.BYTES]);
    }

    private static DataOutputStream open(Path file) throws IOException {
        return new DataOutputStream(
                new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES));
    }

    void add(QaExampleFeatures question) throws IOException {
        hasImpossible |= question.example().impossible();
        if (question.features().isEmpty()) {
            return;
        }
        QaInput input = question.features().getFirst().input();
        if (input.context() != context) {
            context = input.context();
            contextAt = write(context.ids());
        }
        long questionAt = write(input.questionIds());
        for (QaFeature feature : question.features()) {
            writeEntry(feature, questionAt);
        }
    }

    /// Where they are now.
    private long write(int[] ids) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(ids.length * bytesPerToken);
        for (int id : ids) {
            if (bytesPerToken == Character.BYTES) {
                bytes.putChar((char) id);
            } else {
                bytes.putInt(id);
            }
        }
        tokens.write(bytes.array());
        long at = written;
        written += ids.length;
        return at;
    }

    private void writeEntry(QaFeature feature, long questionAt) throws IOException {
        Window window = feature.window();
        table.writeLong(questionAt);
        table.writeLong(contextAt + window.start());
        table.writeInt(feature.input().questionIds().length);
        table.writeInt(window.length());
        table.writeInt(feature.startPosition());
        table.writeInt(feature.endPosition());
    }

    /// Completes the file.
    void finish(QaFeatureOrigin origin, QaFeatureReport report) throws IOException {
        table.flush();
        Files.copy(tableFile, tokens);
        tokens.flush();
        QaFeatureHeader header =
                new QaFeatureHeader(
                        QaFeatureHeader.FORMAT,
                        origin,
                        tokenizer.clsId(),
                        tokenizer.sepId(),
                        bytesPerToken,
                        written,
                        report,
                        hasImpossible);
        try (FileChannel channel =
                        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                Arena arena = Arena.ofConfined()) {
            channel.write(ByteBuffer.wrap(header.toBytes()), 0);
            MemorySegment whole =
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            ByteBuffer checksum = ByteBuffer.allocate(Long.BYTES);
            checksum.putLong(QaFeatureHeader.checksum(whole)).flip();
            channel.write(checksum, QaFeatureHeader.CHECKSUM);
        }
    }

    @Override
    public void close() throws IOException {
        try (tokens;
                table) {
            Files.deleteIfExists(tableFile);
        }
    }
}
