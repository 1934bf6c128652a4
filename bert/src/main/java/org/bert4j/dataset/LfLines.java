package org.bert4j.dataset;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;

/// Splits text into lines at LF only.
///
/// [BufferedReader#readLine()] also splits at a lone CR. U+2028 is text, and a CR before the LF stays
/// in the line.
public final class LfLines implements AutoCloseable {
    private final Reader reader;

    public LfLines(Reader reader) {
        this.reader = new BufferedReader(reader, 1 << 16);
    }

    /// The next line without its LF, or null at the end.
    public String next() throws IOException {
        int c = reader.read();
        if (c < 0) {
            return null;
        }
        StringBuilder line = new StringBuilder();
        while (c >= 0 && c != '\n') {
            line.append((char) c);
            c = reader.read();
        }
        return line.toString();
    }

    /// Whether there is something to read already.
    public boolean ready() throws IOException {
        return reader.ready();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
