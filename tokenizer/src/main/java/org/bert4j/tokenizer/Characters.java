package org.bert4j.tokenizer;

import java.util.Arrays;

/// A text on its way to tokens: code points, and for each the piece of the source it came from.
///
/// Normalizing a text drops, replaces and inserts characters. Each one that is left remembers its
/// place in the source, `[start, end)` in UTF-16 units, so that every token can be found again.
/// The arrays are open to the package: the loops over them are the tokenizer's hot spots.
final class Characters {
    int[] codePoints;
    int[] starts;
    int[] ends;
    int size;

    Characters(int capacity) {
        codePoints = new int[capacity];
        starts = new int[capacity];
        ends = new int[capacity];
    }

    void append(int codePoint, int start, int end) {
        if (size == codePoints.length) {
            grow();
        }
        codePoints[size] = codePoint;
        starts[size] = start;
        ends[size] = end;
        size++;
    }

    private void grow() {
        int capacity = Math.max(16, 2 * size);
        codePoints = Arrays.copyOf(codePoints, capacity);
        starts = Arrays.copyOf(starts, capacity);
        ends = Arrays.copyOf(ends, capacity);
    }

    String string() {
        return new String(codePoints, 0, size);
    }
}
