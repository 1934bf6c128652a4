package org.bert4j.feature;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/// What stands at the beginning of a file of [QaFeatures]: the components in their order, zeros, and in the last eight of
/// [#BYTES] bytes the CRC-32C of all the rest of the file.
///
/// @param format what the file is, and the version of its layout
/// @param origin what the features were made of, and by what
/// @param clsId id of `[CLS]`
/// @param sepId id of `[SEP]`
/// @param bytesPerToken 2 or 4
/// @param tokens ids in the file
/// @param report what became of the questions
/// @param hasImpossible whether some of the questions have no answer
record QaFeatureHeader(
        String format,
        QaFeatureOrigin origin,
        int clsId,
        int sepId,
        int bytesPerToken,
        long tokens,
        QaFeatureReport report,
        boolean hasImpossible) {
    static final int BYTES = 4096;
    static final String FORMAT = "bert4j question features 1";

    /// Where the checksum stands.
    static final int CHECKSUM = BYTES - Long.BYTES;

    private static final int CHECKED_AT_ONCE = 1 << 30;
    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    /// The header of a file, unless it has none.
    static Optional<QaFeatureHeader> read(MemorySegment file) {
        byte[] bytes =
                file.asSlice(0, Math.min(BYTES, file.byteSize())).toArray(ValueLayout.JAVA_BYTE);
        try {
            return Optional.of(read(new DataInputStream(new ByteArrayInputStream(bytes))))
                    .filter(header -> header.format.equals(FORMAT));
        } catch (IOException _) { // too short, or something else altogether
            return Optional.empty();
        }
    }

    private static QaFeatureHeader read(DataInput in) throws IOException {
        return new QaFeatureHeader(
                in.readUTF(),
                QaFeatureOrigin.read(in),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readLong(),
                new QaFeatureReport(
                        in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readInt()),
                in.readBoolean());
    }

    /// All but the checksum.
    byte[] toBytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(BYTES);
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeUTF(format);
        origin.write(out);
        out.writeInt(clsId);
        out.writeInt(sepId);
        out.writeInt(bytesPerToken);
        out.writeLong(tokens);
        out.writeInt(report.examples());
        out.writeInt(report.features());
        out.writeInt(report.noAnswerInContext());
        out.writeInt(report.wordsLackAnswer());
        out.writeInt(report.questionsCut());
        out.writeBoolean(hasImpossible);
        return Arrays.copyOf(bytes.toByteArray(), CHECKSUM);
    }

    /// Whether the file is as long as it should be, and holds what was written.
    boolean describes(MemorySegment file) {
        long table = (long) QaFeatures.ENTRY_BYTES * report.features();
        return file.byteSize() == BYTES + tokens * bytesPerToken + table
                && checksum(file) == file.get(LONG, CHECKSUM);
    }

    /// CRC-32C of all but the checksum itself.
    static long checksum(MemorySegment file) {
        CRC32C checksum = new CRC32C();
        checksum.update(file.asSlice(0, CHECKSUM).asByteBuffer());
        for (long from = BYTES; from < file.byteSize(); from += CHECKED_AT_ONCE) {
            long count = Math.min(CHECKED_AT_ONCE, file.byteSize() - from);
            checksum.update(file.asSlice(from, count).asByteBuffer());
        }
        return checksum.getValue();
    }
}
