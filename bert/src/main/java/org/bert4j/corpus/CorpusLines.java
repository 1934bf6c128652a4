package org.bert4j.corpus;

import org.bert4j.tokenizer.BadInputException;

import java.io.IOException;
import java.nio.CharBuffer;

/// The lines of a text file, one after the other. They end at LF, CR LF or CR; U+2028 is text. For one thread.
///
/// A line of more than [#LONGEST] characters comes in pieces, cut between words where it has blanks, so that a file of a
/// single line needs no more memory than another.
///
/// Whatever is wrong with the file is a [BadInputException] that names the byte: bytes that its encoding does not know
/// (with the encoding they look like), and NUL bytes, which only binary files have.
public final class CorpusLines implements AutoCloseable {
    static final int LONGEST = 1 << 18;

    private final CorpusFile file;
    private final DecodedText text;
    private final CharBuffer buffer;
    private final StringBuilder line = new StringBuilder();
    private int blankLines; // that come before the rest of the buffer

    private CorpusLines(CorpusFile file, DecodedText text) {
        this.file = file;
        this.text = text;
        this.buffer = CharBuffer.allocate(file.bufferSize()).flip();
    }

    static CorpusLines open(CorpusFile file) {
        return new CorpusLines(file, DecodedText.open(file));
    }

    /// The next line without its end, or null behind the last.
    ///
    /// @throws BadInputException if the file is no text, of another encoding, or cannot be read
    public String next() {
        try {
            return read();
        } catch (IOException e) {
            throw TextFault.unreadable(file, text.position(), e);
        }
    }

    /// Bytes of the file that were read so far, packed ones if it is packed: for progress.
    public long position() {
        return text.position();
    }

    /// Bytes of the text that were read so far, unpacked.
    long textBytes() {
        return text.textBytes();
    }

    @Override
    public void close() {
        try {
            text.close();
        } catch (IOException e) {
            throw TextFault.unreadable(file, text.position(), e);
        }
    }

    private String read() throws IOException {
        if (blankLines > 0) {
            blankLines--;
            return "";
        }
        while (hasMore()) {
            int end = endOfLine();
            line.append(buffer.array(), buffer.position(), end - buffer.position());
            buffer.position(end);
            if (line.length() > LONGEST) {
                return take(endOfPiece());
            }
            if (buffer.hasRemaining()) {
                skipEndOfLine();
                return take(line.length());
            }
        }
        return line.isEmpty() ? null : take(line.length());
    }

    private boolean hasMore() throws IOException {
        return buffer.hasRemaining() || text.read(buffer);
    }

    /// Where the line ends in the buffer, or the buffer, or what there is room for: pieces must not depend on how the
    /// buffer was filled.
    private int endOfLine() {
        char[] chars = buffer.array();
        int room = LONGEST + 1 - line.length();
        int limit = Math.min(buffer.limit(), buffer.position() + room);
        for (int i = buffer.position(); i < limit; i++) {
            if (chars[i] == '\n' || chars[i] == '\r') {
                return i;
            }
        }
        return limit;
    }

    /// Some CRs before an LF are one end, as in files that were converted twice; without an LF each of them is.
    private void skipEndOfLine() throws IOException {
        if (buffer.get() == '\n') {
            return;
        }
        int returns = 1;
        while (hasMore() && buffer.get(buffer.position()) == '\r') {
            buffer.get();
            returns++;
        }
        if (hasMore() && buffer.get(buffer.position()) == '\n') {
            buffer.get();
            return;
        }
        blankLines = returns - 1;
    }

    private String take(int length) {
        String taken = line.substring(0, length);
        line.delete(0, length);
        return taken;
    }

    /// Behind the last blank, if there is one in the second half; never between the halves of a surrogate pair, and
    /// never at the end of what is there: the rest must not be mistaken for a blank line.
    private int endOfPiece() {
        int last = line.length() - 1;
        for (int i = last; i > last / 2; i--) {
            if (Character.isWhitespace(line.charAt(i - 1))
                    && !Character.isWhitespace(line.charAt(i))) {
                return i;
            }
        }
        return Character.isLowSurrogate(line.charAt(last)) ? last - 1 : last;
    }
}
