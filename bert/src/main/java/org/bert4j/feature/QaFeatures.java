package org.bert4j.feature;

import static java.nio.ByteOrder.BIG_ENDIAN;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;

/// The labelled features of a data set, read at random from a mapped file: the heap holds none of them, however many
/// there are.
///
/// The file has three parts, all numbers big-endian:
///
/// | part | what |
/// |---|---|
/// | header | [QaFeatureHeader], filled up to [QaFeatureHeader#BYTES] |
/// | tokens | ids of contexts and questions, each written once; 2 bytes an id where the vocabulary allows, else 4 |
/// | table | [#ENTRY_BYTES] a feature: where its question and its window begin among the tokens (8 bytes each), how many tokens they have, and both positions of the answer (4 bytes each) |
///
/// [QaFeatureCache] makes such files and finds them again. Immutable, and safe for several threads. The file is unmapped
/// when nobody holds these features any more.
public final class QaFeatures {
    static final int ENTRY_BYTES = 2 * Long.BYTES + 4 * Integer.BYTES;

    // Big-endian, as java.io.DataOutputStream writes; unaligned, since 2-byte tokens come before
    // the table.
    private static final ValueLayout.OfChar CHAR =
            ValueLayout.JAVA_CHAR_UNALIGNED.withOrder(BIG_ENDIAN);
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(BIG_ENDIAN);
    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(BIG_ENDIAN);

    private final QaFeatureHeader header;
    private final MemorySegment tokens;
    private final MemorySegment table;
    private final int size;

    private QaFeatures(QaFeatureHeader header, MemorySegment tokens, MemorySegment table) {
        this.header = header;
        this.tokens = tokens;
        this.table = table;
        this.size = header.report().features();
    }

    /// Maps a file, if it exists, is whole, and holds these features.
    static Optional<QaFeatures> open(Path file, QaFeatureOrigin origin) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            MemorySegment whole =
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
            return QaFeatureHeader.read(whole)
                    .filter(header -> header.origin().equals(origin) && header.describes(whole))
                    .map(header -> of(header, whole));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    private static QaFeatures of(QaFeatureHeader header, MemorySegment whole) {
        long tokenBytes = header.tokens() * header.bytesPerToken();
        MemorySegment body = whole.asSlice(QaFeatureHeader.BYTES);
        return new QaFeatures(header, body.asSlice(0, tokenBytes), body.asSlice(tokenBytes));
    }

    /// How many there are.
    public int size() {
        return size;
    }

    /// What became of the questions.
    public QaFeatureReport report() {
        return header.report();
    }

    /// Whether some of the questions have no answer.
    public boolean hasImpossible() {
        return header.hasImpossible();
    }

    /// Bytes of the file.
    public long bytes() {
        return QaFeatureHeader.BYTES + tokens.byteSize() + table.byteSize();
    }

    /// A feature, in the order of the data.
    ///
    /// @throws IndexOutOfBoundsException if there is no such feature
    public StoredQaFeature get(int index) {
        long entry = (long) ENTRY_BYTES * Objects.checkIndex(index, size);
        return new StoredQaFeature(
                this,
                table.get(LONG, entry),
                table.get(LONG, entry + 8),
                table.get(INT, entry + 16),
                table.get(INT, entry + 20),
                table.get(INT, entry + 24),
                table.get(INT, entry + 28));
    }

    int clsId() {
        return header.clsId();
    }

    int sepId() {
        return header.sepId();
    }

    /// Reads token ids `from` to `from + count - 1` of the file.
    void copyTokens(long from, int count, int[] ids, int offset) {
        if (header.bytesPerToken() == Character.BYTES) {
            for (int i = 0; i < count; i++) {
                ids[offset + i] = tokens.get(CHAR, Character.BYTES * (from + i));
            }
            return;
        }
        MemorySegment.copy(tokens, INT, Integer.BYTES * from, ids, offset, count);
    }
}
