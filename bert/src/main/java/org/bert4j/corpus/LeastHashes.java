package org.bert4j.corpus;

import java.util.Arrays;

/// The [#MOST] least hashes of a set of shingles: the whole set, if it is no larger, else a fair sample (Broder 1997).
final class LeastHashes {
    static final int MOST = 512;

    private int[] hashes = new int[MOST];
    private int size; // with some more than once
    private int least; // that is too large, if the set is larger
    private boolean isFull;

    /// Adds a shingle by its hash.
    void add(long shingle) {
        add((int) shingle);
    }

    /// Adds those of another set.
    void add(LeastHashes other) {
        for (int i = 0; i < other.size; i++) {
            add(other.hashes[i]);
        }
    }

    private void add(int hash) {
        if (isFull && hash >= least) {
            return;
        }
        if (size == hashes.length) {
            tidy();
            if (2 * size > hashes.length) {
                hashes = Arrays.copyOf(hashes, 2 * hashes.length);
            }
        }
        hashes[size++] = hash;
    }

    /// Ascending, none twice.
    int[] toArray() {
        tidy();
        return Arrays.copyOf(hashes, size);
    }

    private void tidy() {
        Arrays.sort(hashes, 0, size);
        int distinct = 0;
        for (int i = 0; i < size && distinct < MOST; i++) {
            if (distinct == 0 || hashes[i] != hashes[distinct - 1]) {
                hashes[distinct++] = hashes[i];
            }
        }
        size = distinct;
        if (size == MOST) {
            isFull = true;
            least = hashes[size - 1];
        }
    }

    /// The Jaccard similarity of two sets by what [#toArray()] gives of them: exact if both are whole, else an estimate
    /// with a standard error of `sqrt(s * (1 - s) / 512)`, 0.018 at 0.8.
    static double similarity(int[] one, int[] other) {
        boolean areWhole = one.length < MOST && other.length < MOST;
        int most = areWhole ? one.length + other.length : MOST;
        int both = 0;
        int any = 0;
        for (int i = 0, j = 0; any < most && (i < one.length || j < other.length); any++) {
            boolean takesOne = j == other.length || i < one.length && one[i] <= other[j];
            boolean takesOther = i == one.length || j < other.length && other[j] <= one[i];
            both += takesOne && takesOther ? 1 : 0;
            i += takesOne ? 1 : 0;
            j += takesOther ? 1 : 0;
        }
        return (double) both / any;
    }
}
