package org.bert4j.tokenizer;

import java.util.Arrays;

/// Token ids with their places in the text, while they are being collected.
final class Pieces {
    int[] ids;
    int[] starts;
    int[] ends;
    int size;

    Pieces(int capacity) {
        ids = new int[capacity];
        starts = new int[capacity];
        ends = new int[capacity];
    }

    void append(int id, int start, int end) {
        if (size == ids.length) {
            grow();
        }
        ids[size] = id;
        starts[size] = start;
        ends[size] = end;
        size++;
    }

    private void grow() {
        int capacity = Math.max(16, 2 * size);
        ids = Arrays.copyOf(ids, capacity);
        starts = Arrays.copyOf(starts, capacity);
        ends = Arrays.copyOf(ends, capacity);
    }

    Tokens toTokens(Vocabulary vocabulary, String text) {
        return new Tokens(
                vocabulary,
                text,
                Arrays.copyOf(ids, size),
                Arrays.copyOf(starts, size),
                Arrays.copyOf(ends, size));
    }
}
