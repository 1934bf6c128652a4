package org.bert4j.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Lines of UTF-8 text that end at LF and nowhere else: U+2028 and carriage returns are text.
final class LfLineReader {
    private final InputStream input;

    LfLineReader(InputStream input) {
        this.input = new BufferedInputStream(input, 1 << 16);
    }

    /// The next line without its LF; empty at the end. Bytes that are no UTF-8 become U+FFFD.
    Optional<String> next() {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        try {
            int read = input.read();
            if (read < 0) {
                return Optional.empty();
            }
            while (read >= 0 && read != '\n') {
                line.write(read);
                read = input.read();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read stdin: " + e.getMessage(), e);
        }
        return Optional.of(line.toString(StandardCharsets.UTF_8));
    }
}
