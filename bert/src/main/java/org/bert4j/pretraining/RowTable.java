package org.bert4j.pretraining;

import static java.nio.ByteOrder.BIG_ENDIAN;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32C;

/// The plans of all rows, read from a mapped file: the heap holds none of them.
///
/// All numbers are big-endian. The file begins with [#HEADER_BYTES]: the key (64 hexadecimal digits), the number of rows
/// and the CRC-32C of what follows (8 bytes each). Then come [#ENTRY_BYTES] a row: document, sentence and skip of the
/// first span, the same of the second (4 bytes each), both lengths (2 bytes each), and the label (4 bytes).
final class RowTable {
    static final int KEY_BYTES = 64;
    static final int HEADER_BYTES = KEY_BYTES + 2 * Long.BYTES;
    static final int ENTRY_BYTES = 7 * Integer.BYTES + 2 * Character.BYTES;

    private static final int CHECKED_AT_ONCE = 1 << 30;
    private static final ValueLayout.OfChar CHAR =
            ValueLayout.JAVA_CHAR_UNALIGNED.withOrder(BIG_ENDIAN);
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(BIG_ENDIAN);
    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(BIG_ENDIAN);

    private final MemorySegment entries;
    private final int size;

    private RowTable(MemorySegment entries) {
        this.entries = entries;
        this.size = Math.toIntExact(entries.byteSize() / ENTRY_BYTES);
    }

    /// Maps a file, if it exists, is whole, and holds what the key stands for.
    static Optional<RowTable> open(Path file, String key) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            MemorySegment whole =
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
            return isWhole(whole, key)
                    ? Optional.of(new RowTable(whole.asSlice(HEADER_BYTES)))
                    : Optional.empty();
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    private static boolean isWhole(MemorySegment file, String key) {
        if (file.byteSize() < HEADER_BYTES) {
            return false;
        }
        byte[] found = file.asSlice(0, KEY_BYTES).toArray(ValueLayout.JAVA_BYTE);
        long rows = file.get(LONG, KEY_BYTES);
        return new String(found, StandardCharsets.US_ASCII).equals(key)
                && file.byteSize() == HEADER_BYTES + rows * ENTRY_BYTES
                && file.get(LONG, KEY_BYTES + Long.BYTES) == checksum(file.asSlice(HEADER_BYTES));
    }

    private static long checksum(MemorySegment entries) {
        CRC32C checksum = new CRC32C();
        for (long from = 0; from < entries.byteSize(); from += CHECKED_AT_ONCE) {
            long count = Math.min(CHECKED_AT_ONCE, entries.byteSize() - from);
            checksum.update(entries.asSlice(from, count).asByteBuffer());
        }
        return checksum.getValue();
    }

    int size() {
        return size;
    }

    RowPlan get(int row) {
        long entry = (long) ENTRY_BYTES * Objects.checkIndex(row, size);
        Span first = span(entry, entry + 24);
        Span second = span(entry + 12, entry + 26);
        return new RowPlan(first, second, entries.get(INT, entry + 28));
    }

    private Span span(long at, long lengthAt) {
        return new Span(
                entries.get(INT, at),
                entries.get(INT, at + 4),
                entries.get(INT, at + 8),
                entries.get(CHAR, lengthAt));
    }
}
