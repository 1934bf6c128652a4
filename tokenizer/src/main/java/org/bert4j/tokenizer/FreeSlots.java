package org.bert4j.tokenizer;

import java.util.Arrays;

/// Which slots of a double array are taken, a bit each, and where a set of children still fits.
final class FreeSlots {
    private long[] taken = new long[1 << 10];
    private int firstFree;

    void take(int slot) {
        int word = slot >> 6;
        if (word >= taken.length) {
            taken = Arrays.copyOf(taken, 2 * word);
        }
        taken[word] |= 1L << slot;
    }

    /// A base, not negative, at which `base + code` is free for all of `codes[0]` to
    /// `codes[count - 1]`.
    int findBase(int[] codes, int count) {
        while ((takenFrom(firstFree) & 1) != 0) {
            firstFree++;
        }
        int base = Math.max(0, firstFree - codes[0]);
        for (long fits = 0; ; base += Long.SIZE) {
            fits = basesThatFit(base, codes, count);
            if (fits != 0) {
                return base + Long.numberOfTrailingZeros(fits);
            }
        }
    }

    /// The 64 bases from `base` on are tried together, a bit each.
    private long basesThatFit(int base, int[] codes, int count) {
        long fits = -1;
        for (int i = 0; i < count && fits != 0; i++) {
            fits &= ~takenFrom(base + codes[i]);
        }
        return fits;
    }

    /// The bits of the 64 slots from `slot` on.
    private long takenFrom(int slot) {
        int word = slot >> 6;
        long low = word < taken.length ? taken[word] : 0;
        long high = word + 1 < taken.length ? taken[word + 1] : 0;
        return low >>> slot | high << 1 << ~slot; // together 64 bits, whatever the shift is
    }
}
