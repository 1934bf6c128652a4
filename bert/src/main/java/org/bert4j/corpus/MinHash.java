package org.bert4j.corpus;

import java.util.Arrays;

/// What a set of shingles looks like to [#SIZE] hash functions: the least value of each. That two sets have the same one
/// is as likely as a shingle of either is one of both: their Jaccard similarity (Broder 1997).
final class MinHash {
    static final int SIZE = 128;

    private static final int[] FACTORS = odd(1);
    private static final int[] OTHER_FACTORS = odd(1 + SIZE);

    private final int[] least = new int[SIZE];

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
        for (int i = 0; i < SIZE; i++) {
            least[i] = Math.min(least[i], other.least[i]);
        }
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
