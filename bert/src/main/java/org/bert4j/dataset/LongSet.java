package org.bert4j.dataset;

/// Numbers seen before, 16 to 32 bytes each: open addressing in one array, at most half full.
final class LongSet {
    private static final int SMALLEST = 64;

    private long[] table = new long[SMALLEST]; // 0: free
    private boolean hasZero;
    private int size;

    /// @return false if it was there already
    boolean add(long number) {
        if (number == 0) {
            boolean isNew = !hasZero;
            hasZero = true;
            size += isNew ? 1 : 0;
            return isNew;
        }
        int slot = slot(number);
        if (table[slot] == number) {
            return false;
        }
        table[slot] = number;
        size++;
        if (2 * size > table.length) {
            grow();
        }
        return true;
    }

    int size() {
        return size;
    }

    /// Where the number is, or would be.
    private int slot(long number) {
        int mask = table.length - 1;
        int slot = (int) number & mask;
        while (table[slot] != 0 && table[slot] != number) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] old = table;
        table = new long[2 * old.length];
        for (long number : old) {
            if (number != 0) {
                table[slot(number)] = number;
            }
        }
    }
}
