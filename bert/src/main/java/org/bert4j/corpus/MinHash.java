package org.bert4j.corpus;

import java.util.Arrays;

/// What a set of shingles looks like to [#SIZE] hash functions: the least value of each (Broder 1997). Of two sets the
/// share of functions with the same least value estimates the Jaccard similarity `s`, with a standard error of
/// `sqrt(s * (1 - s) / 128)`: 0.035 at 0.8.
final class MinHash {
    static final int SIZE = 128;

    private static final int[] FACTORS = odd(1);
    private static final int[] OTHER_FACTORS = odd(1 + SIZE);

    private final int[] least = new int[SIZE];
    private boolean isEmpty = true;

    MinHash() {
        Arrays.fill(least, Integer.MAX_VALUE);
    }

    private static int[] odd(int seed) {
        int[] factors = new int[SIZE];
        for (int i = 0; i < SIZE; i++) {
            factors[i] = (int) DocumentHash.mix(seed + i) | 1;
        }
        return factors;
    }

    /// Adds a shingle by its hash.
    void add(long shingle) {
        isEmpty = false;
        int low = (int) shingle;
        int high = (int) (shingle >>> Integer.SIZE);
        for (int i = 0; i < SIZE; i++) { // plain enough for vector instructions
            int hash = low * FACTORS[i] + high * OTHER_FACTORS[i];
            hash = (hash ^ hash >>> 15) * 0x2c1b3c6d;
            hash ^= hash >>> 13;
            least[i] = Math.min(least[i], hash);
        }
    }

    /// Adds all shingles of another set.
    void add(MinHash other) {
        isEmpty &= other.isEmpty;
        for (int i = 0; i < SIZE; i++) {
            least[i] = Math.min(least[i], other.least[i]);
        }
    }

    /// Whether no shingle was added.
    boolean isEmpty() {
        return isEmpty;
    }

    /// The lower half of each least value: that others are the same by chance is no likelier than 1 in 65,536.
    short[] signature() {
        short[] signature = new short[SIZE];
        for (int i = 0; i < SIZE; i++) {
            signature[i] = (short) least[i];
        }
        return signature;
    }

    /// A hash of some least values, and of which they are.
    long hash(int from, int to) {
        long hash = from + 1;
        for (int i = from; i < to; i++) {
            hash = DocumentHash.mix(hash) + least[i];
        }
        return DocumentHash.mix(hash);
    }
}
