package org.bert4j.corpus;

import java.nio.ByteBuffer;

/// How a token lies in a file: its id, and in the lowest bit whether it goes on with the word of the token before.
///
/// @param bytes of a token: 2 for a vocabulary of at most 32,768 tokens, else 4
record TokenForm(int bytes) {
    private static final int LARGEST_NARROW = 1 << (Character.SIZE - 1);

    static TokenForm of(int vocabularySize) {
        return new TokenForm(vocabularySize <= LARGEST_NARROW ? Character.BYTES : Integer.BYTES);
    }

    void put(ByteBuffer out, int id, boolean continues) {
        int entry = id << 1 | (continues ? 1 : 0);
        if (bytes == Character.BYTES) {
            out.putChar((char) entry);
        } else {
            out.putInt(entry);
        }
    }

    /// Token number `index` of some files.
    int entry(Shards tokens, long index) {
        return bytes == Character.BYTES
                ? tokens.character(index * Character.BYTES)
                : tokens.integer(index * Integer.BYTES);
    }

    static int id(int entry) {
        return entry >>> 1;
    }

    static boolean continues(int entry) {
        return (entry & 1) != 0;
    }
}
