package org.bert4j.task;

import java.util.Arrays;

/// The places of the largest numbers.
final class LargestIndexes {
    private LargestIndexes() {}

    /// The indexes of the `count` largest of the first `length` values, largest first; of equal
    /// values the earlier first, as `_get_best_indexes` of google-research/bert has it.
    static int[] of(float[] values, int length, int count) {
        int[] best = new int[Math.min(count, length)];
        int size = 0;
        for (int i = 0; i < length; i++) {
            if (size == best.length && !(values[i] > values[best[size - 1]])) {
                continue;
            }
            int place = size < best.length ? size++ : size - 1;
            while (place > 0 && values[i] > values[best[place - 1]]) {
                best[place] = best[place - 1];
                place--;
            }
            best[place] = i;
        }
        return Arrays.copyOf(best, size);
    }
}
