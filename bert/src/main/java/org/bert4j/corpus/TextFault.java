package org.bert4j.corpus;

import org.bert4j.tokenizer.BadInputException;
import org.mozilla.universalchardet.UniversalDetector;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.util.Optional;

/// The sentences for files that cannot be read as text.
final class TextFault {
    private static final int LOOK_AT_BYTES = 1 << 16;

    /// A fault so near to the beginning may be due to a byte order mark.
    private static final int BEGINNING = 64;

    private TextFault() {}

    /// Whether text of this encoding has no byte 0: so it is in all but UTF-16 and UTF-32.
    static boolean hasNoNulBytes(Charset encoding) {
        String name = encoding.name();
        return !name.contains("UTF-16") && !name.contains("UTF-32");
    }

    /// @param offset of a NUL byte in the text
    static BadInputException nul(CorpusFile file, long offset) {
        Optional<String> wide =
                looksLike(file, around(file, offset)).filter(TextFault::isWideEncoding);
        return wide.map(encoding -> otherEncoding(file, offset, encoding))
                .orElseGet(() -> binary(file, offset));
    }

    /// @param offset of the first byte that cannot be decoded
    static BadInputException undecodable(CorpusFile file, long offset) {
        byte[] around = around(file, offset);
        Optional<String> encoding = looksLike(file, around);
        if (encoding.isPresent() && isWideEncoding(encoding.get())) {
            return otherEncoding(file, offset, encoding.get());
        }
        int nul = hasNoNulBytes(file.encoding()) ? indexOfNul(around) : -1;
        if (nul >= 0) {
            return binary(file, from(offset) + nul);
        }
        return encoding.map(name -> otherEncoding(file, offset, name))
                .orElseGet(() -> noEncoding(file, offset));
    }

    /// @param position how far reading had come
    static BadInputException unreadable(CorpusFile file, long position, IOException fault) {
        String reason =
                fault instanceof EOFException
                        ? "it ends too early"
                        : String.valueOf(fault.getMessage());
        return new BadInputException(
                "%s cannot be read after byte %d (%s); check the file, its permissions and the disk."
                        .formatted(file.path(), position, reason),
                fault);
    }

    private static BadInputException otherEncoding(CorpusFile file, long offset, String encoding) {
        return new BadInputException(
                "%s is not %s at %s; it looks like %s: give that as its encoding, or save it as UTF-8."
                        .formatted(file.path(), file.encoding(), place(file, offset), encoding));
    }

    private static BadInputException noEncoding(CorpusFile file, long offset) {
        return new BadInputException(
                "%s is not %s at %s; give its encoding, save it as UTF-8, or leave it out."
                        .formatted(file.path(), file.encoding(), place(file, offset)));
    }

    private static BadInputException binary(CorpusFile file, long offset) {
        return new BadInputException(
                "%s is not text: it has a NUL at %s; leave it out of the input."
                        .formatted(file.path(), place(file, offset)));
    }

    private static String place(CorpusFile file, long offset) {
        return "byte %d%s".formatted(offset, file.isPacked() ? " (unpacked)" : "");
    }

    private static boolean isWideEncoding(String name) {
        return name.startsWith("UTF-16") || name.startsWith("UTF-32");
    }

    private static int indexOfNul(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                return i;
            }
        }
        return -1;
    }

    /// What the bytes seem to be, if not what they were read as.
    private static Optional<String> looksLike(CorpusFile file, byte[] bytes) {
        UniversalDetector detector = new UniversalDetector();
        detector.handleData(bytes, 0, bytes.length);
        detector.dataEnd();
        return Optional.ofNullable(detector.getDetectedCharset())
                .filter(name -> !name.equalsIgnoreCase(file.encoding().name()));
    }

    private static long from(long offset) {
        return offset < BEGINNING ? 0 : offset;
    }

    /// The bytes of the text from the fault on, or nothing if they cannot be read again.
    private static byte[] around(CorpusFile file, long offset) {
        try (InputStream bytes = Files.newInputStream(file.path());
                InputStream text = DecodedText.unpack(file, bytes)) {
            text.skipNBytes(from(offset));
            return text.readNBytes(LOOK_AT_BYTES);
        } catch (IOException _) {
            return new byte[0];
        }
    }
}
