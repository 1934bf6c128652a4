package org.bert4j.cli;

import org.bert4j.tokenizer.BadInputException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;

/// The bytes of stdin, as long as they are UTF-8: the readers behind it replace other bytes without a word, and the
/// answer would be to another text.
///
/// Only whole lines are given, so that those before a bad one are answered; and nothing is waited for while a line is
/// there, so that somebody typing gets each answer at once.
final class Utf8Lines extends InputStream {
    private static final int BUFFER = 1 << 16;

    private final InputStream input;
    private byte[] buffer = new byte[BUFFER]; // given, checked, read, in this order
    private int next; // to be given
    private int checked;
    private int filled;
    private long lines; // that are UTF-8
    private boolean isBad; // what follows the checked lines
    private boolean ended;

    private Utf8Lines(InputStream input) {
        this.input = input;
    }

    static InputStream stdin() {
        return new Utf8Lines(System.in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    /// @throws BadInputException if the next line is not UTF-8
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (next == checked) {
            if (isBad) {
                throw new BadInputException(
                        "stdin:%d is not UTF-8 text; save it as UTF-8.".formatted(lines + 1));
            }
            if (ended) {
                return -1;
            }
            readMore();
        }
        int given = Math.min(length, checked - next);
        System.arraycopy(buffer, next, target, offset, given);
        next += given;
        return given;
    }

    /// A bad line is not available: who reads on while something is would lose the lines before it.
    @Override
    public int available() throws IOException {
        if (next == checked && !isBad && input.available() > 0) {
            readMore();
        }
        return checked - next;
    }

    private void readMore() throws IOException {
        makeRoom();
        int count = input.read(buffer, filled, buffer.length - filled);
        if (count < 0) {
            ended = true;
            check(filled); // the last line may lack its end
            return;
        }
        int before = filled;
        filled += count;
        int whole = filled;
        while (whole > before && buffer[whole - 1] != '\n') {
            whole--;
        }
        if (whole > before) {
            check(whole);
        }
    }

    /// Moves what was read but not given to the beginning.
    private void makeRoom() {
        int left = filled - next;
        byte[] room = left > buffer.length / 2 ? new byte[2 * buffer.length] : buffer;
        System.arraycopy(buffer, next, room, 0, left);
        buffer = room;
        checked -= next;
        next = 0;
        filled = left;
    }

    /// @param end of a line
    private void check(int end) {
        ByteBuffer bytes = ByteBuffer.wrap(buffer, checked, end - checked);
        CharBuffer characters = CharBuffer.allocate(end - checked);
        isBad = StandardCharsets.UTF_8.newDecoder().decode(bytes, characters, true).isError();
        int good = checked;
        for (int i = checked; i < bytes.position(); i++) {
            if (buffer[i] == '\n') {
                lines++;
                good = i + 1;
            }
        }
        checked = isBad ? good : end;
    }
}
