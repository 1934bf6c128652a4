package org.bert4j.dataset;

import org.bert4j.tokenizer.CharacterKind;

import java.util.Arrays;

/// The words of a text, as places in it: UTF-16 units, the ends exclusive.
///
/// They are cut where the tokenizer cuts before it looks for pieces: blanks part them, a
/// punctuation mark or a Chinese character is a word of its own. Characters that the tokenizer drops
/// neither part words nor belong to their ends; alone they are no word.
record Words(int[] starts, int[] ends) {

    static Words split(String text) {
        Collector words = new Collector(text.length());
        for (int i = 0, next; i < text.length(); i = next) {
            int codePoint = text.codePointAt(i);
            next = i + Character.charCount(codePoint);
            switch (CharacterKind.of(codePoint)) {
                case DROPPED -> {}
                case BLANK -> words.close();
                case OTHER -> words.extend(i, next);
                case PUNCTUATION, IDEOGRAPH -> {
                    words.close();
                    words.extend(i, next);
                    words.close();
                }
            }
        }
        words.close();
        return words.toWords();
    }

    private static final class Collector {
        private final int[] starts;
        private final int[] ends;
        private int count;
        private boolean open;

        Collector(int capacity) {
            starts = new int[capacity];
            ends = new int[capacity];
        }

        void extend(int start, int end) {
            if (!open) {
                starts[count] = start;
                open = true;
            }
            ends[count] = end;
        }

        void close() {
            count += open ? 1 : 0;
            open = false;
        }

        Words toWords() {
            return new Words(Arrays.copyOf(starts, count), Arrays.copyOf(ends, count));
        }
    }
}
