package org.bert4j.tokenizer;

import java.util.Arrays;

/// Words in arrays that grow and are used again: [WordSplitter#split] adds to them.
///
/// One thread at a time may use a buffer; one splitter serves any number of buffers.
public final class WordBuffer {
    private char[] units = new char[256];
    private int[] ends = new int[64];
    private int unitCount;
    private int size;

    /// Whatever else splitting needs, kept here so that it is used again as well.
    final Workspace workspace = new Workspace();

    /// How many words there are.
    public int size() {
        return size;
    }

    /// A word as it was normalized.
    public String word(int index) {
        int start = index == 0 ? 0 : ends[index - 1];
        return new String(units, start, ends[index] - start);
    }

    /// Forgets all words and keeps the arrays.
    public void clear() {
        unitCount = 0;
        size = 0;
    }

    /// Adds a unit to the word that is being written.
    void append(char unit) {
        if (unitCount == units.length) {
            units = Arrays.copyOf(units, 2 * unitCount);
        }
        units[unitCount++] = unit;
    }

    void append(int codePoint) {
        if (Character.isBmpCodePoint(codePoint)) {
            append((char) codePoint);
            return;
        }
        append(Character.highSurrogate(codePoint));
        append(Character.lowSurrogate(codePoint));
    }

    /// Ends the word that is being written, if there is one.
    void endWord() {
        if (unitCount == (size == 0 ? 0 : ends[size - 1])) {
            return;
        }
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, 2 * size);
        }
        ends[size++] = unitCount;
    }
}
