package org.bert4j.vocabulary;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/// The distinct words of a text in the order of [String#compareTo], each with the number of its occurrences.
public final class WordCounts {
    /// Longer words, in code points, become `[UNK]` whatever the vocabulary, so nothing is learned from them.
    static final int LONGEST_WORD = 100;

    private String[] words = new String[1024];
    private long[] counts = new long[1024];
    private int size;
    private long total;
    private final long tooLong;

    /// @param tooLong occurrences of words that are not here because they are too long
    WordCounts(Iterator<WordCount> sorted, long tooLong) {
        this.tooLong = tooLong;
        while (sorted.hasNext()) {
            WordCount next = sorted.next();
            append(next.word(), next.count());
        }
    }

    /// @param counts of words as they are after normalizing, see [org.bert4j.tokenizer.WordSplitter]
    public static WordCounts of(Map<String, Long> counts) {
        return new WordCounts(
                new TreeMap<>(counts)
                        .entrySet().stream()
                                .map(entry -> new WordCount(entry.getKey(), entry.getValue()))
                                .iterator(),
                0);
    }

    private void append(String word, long count) {
        if (size == words.length) {
            words = Arrays.copyOf(words, 2 * size);
            counts = Arrays.copyOf(counts, 2 * size);
        }
        words[size] = word;
        counts[size] = count;
        size++;
        total = Math.addExact(total, count);
    }

    /// Number of distinct words.
    public int size() {
        return size;
    }

    public String word(int index) {
        return words[index];
    }

    public long count(int index) {
        return counts[index];
    }

    /// Occurrences of all words together.
    public long total() {
        return total;
    }

    /// Occurrences of words of more than 100 characters, which are not counted.
    public long tooLong() {
        return tooLong;
    }
}
