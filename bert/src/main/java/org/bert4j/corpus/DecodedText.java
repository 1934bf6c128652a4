package org.bert4j.corpus;

import org.bert4j.tokenizer.BadInputException;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.util.zip.GZIPInputStream;

/// The characters of a file. Unlike [java.io.InputStreamReader] it knows at which byte they fail.
final class DecodedText implements AutoCloseable {
    private static final int UNPACKING_BUFFER = 1 << 16;
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final CorpusFile file;
    private final CountedBytes packed;
    private final InputStream input;
    private final CharsetDecoder decoder;
    private final boolean knowsNul;
    private final ByteBuffer bytes;
    private long read; // bytes of the text, unpacked
    private boolean started;
    private boolean ended;

    private DecodedText(CorpusFile file, CountedBytes packed, InputStream input) {
        this.file = file;
        this.packed = packed;
        this.input = input;
        this.bytes = ByteBuffer.allocate(file.bufferSize()).flip();
        this.decoder =
                file.encoding()
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        this.knowsNul = TextFault.hasNoNulBytes(file.encoding());
    }

    static DecodedText open(CorpusFile file) {
        CountedBytes packed = null;
        try {
            packed = new CountedBytes(Files.newInputStream(file.path()));
            return new DecodedText(file, packed, unpack(file, packed));
        } catch (IOException e) {
            closeQuietly(packed);
            throw TextFault.unreadable(file, 0, e);
        }
    }

    /// The bytes of the text: unpacked, if the file is packed.
    static InputStream unpack(CorpusFile file, InputStream bytes) throws IOException {
        return file.isPacked() ? new GZIPInputStream(bytes, UNPACKING_BUFFER) : bytes;
    }

    /// Fills a buffer that is empty; false at the end of the text.
    ///
    /// @throws BadInputException if the bytes are no text of the file's encoding
    boolean read(CharBuffer out) throws IOException {
        out.clear();
        while (out.position() == 0 && (!ended || bytes.hasRemaining())) {
            if (!ended) {
                fill();
            }
            CoderResult result = decoder.decode(bytes, out, ended);
            if (result.isError()) {
                throw TextFault.undecodable(file, read - bytes.remaining());
            }
            dropByteOrderMark(out);
        }
        out.flip();
        return out.hasRemaining();
    }

    /// Bytes of the file that were read so far.
    long position() {
        return packed.count;
    }

    /// Bytes of the text that were read so far.
    long textBytes() {
        return read;
    }

    @Override
    public void close() throws IOException {
        input.close();
    }

    private void fill() throws IOException {
        bytes.compact();
        int from = bytes.position();
        int count = input.read(bytes.array(), from, bytes.remaining());
        ended = count < 0;
        if (count > 0) {
            requireNoNul(from, count);
            bytes.position(from + count);
            read += count;
        }
        bytes.flip();
    }

    private void requireNoNul(int from, int count) {
        byte[] array = bytes.array();
        for (int i = from; knowsNul && i < from + count; i++) {
            if (array[i] == 0) {
                throw TextFault.nul(file, read + i - from);
            }
        }
    }

    private void dropByteOrderMark(CharBuffer out) {
        if (!started && out.position() > 0) {
            started = true;
            if (out.get(0) == BYTE_ORDER_MARK) {
                out.flip().position(1);
                out.compact();
            }
        }
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

    private static final class CountedBytes extends FilterInputStream {
        private long count;

        CountedBytes(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count += value < 0 ? 0 : 1;
            return value;
        }

        @Override
        public int read(byte[] array, int offset, int length) throws IOException {
            int read = super.read(array, offset, length);
            count += Math.max(0, read);
            return read;
        }
    }
}
