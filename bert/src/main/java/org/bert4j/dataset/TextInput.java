package org.bert4j.dataset;

import org.bert4j.tokenizer.BadInputException;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/// Opens text files: UTF-8, unpacked if they end in `.gz`, without their byte order mark.
final class TextInput {
    private static final char BYTE_ORDER_MARK = '\ufeff';
    private static final int BUFFER = 1 << 16;

    private TextInput() {}

    /// A reader that faults at bytes that are no UTF-8, rather than guess.
    ///
    /// @throws BadInputException if there is no such file
    static Reader open(Path file) {
        InputStream input = null;
        try {
            input = new BufferedInputStream(Files.newInputStream(file), BUFFER);
            return decode(isPacked(file) ? new GZIPInputStream(input, BUFFER) : input);
        } catch (IOException e) {
            closeQuietly(input);
            if (e instanceof CharacterCodingException) {
                throw unreadable(file.toString(), 0, e);
            }
            throw new BadInputException(
                    "%s cannot be opened (%s); check the file and its permissions."
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    static void requirePresent(Path file) {
        if (!Files.exists(file)) {
            throw new BadInputException(
                    "%s does not exist; give the path of a data file.".formatted(file));
        }
    }

    /// The name that tells the format: lower case, without `.gz`.
    static String plainName(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    }

    static String reason(IOException fault) {
        return fault instanceof CharacterCodingException
                ? "it is not UTF-8 text"
                : fault.getMessage();
    }

    /// @param line how far reading had come
    static BadInputException unreadable(String file, long line, IOException fault) {
        if (fault instanceof CharacterCodingException) {
            return new BadInputException(
                    "%s is not UTF-8 text; save it as UTF-8.".formatted(file), fault);
        }
        return new BadInputException(
                "%s cannot be read after line %d (%s); check the file and the disk."
                        .formatted(file, line, fault.getMessage()),
                fault);
    }

    private static boolean isPacked(Path file) {
        return !plainName(file).equalsIgnoreCase(file.getFileName().toString());
    }

    private static Reader decode(InputStream input) throws IOException {
        Reader reader =
                new BufferedReader(
                        new InputStreamReader(input, StandardCharsets.UTF_8.newDecoder()), BUFFER);
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) {
            reader.reset();
        }
        return reader;
    }

    private static void closeQuietly(InputStream input) {
        try {
            if (input != null) {
                input.close();
            }
        } catch (IOException _) {
            // the first fault is the one to tell
        }
    }
}
