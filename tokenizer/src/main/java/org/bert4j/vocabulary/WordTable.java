package org.bert4j.vocabulary;

import org.bert4j.tokenizer.WordBuffer;
import org.bert4j.tokenizer.WordSplitter;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Counts words in memory, and knows about how much of it that takes. Belongs to one thread.
final class WordTable {
    /// Of a word besides its characters: string, counter, and their place in the map.
    private static final int BYTES_OF_ENTRY = 120;

    private static final class Counter {
        private long value;
    }

    private final WordSplitter splitter;
    private final WordBuffer buffer = new WordBuffer();
    private final Map<String, Counter> counters = new HashMap<>();
    private long bytes;
    private long tooLong;

    WordTable(WordSplitter splitter) {
        this.splitter = splitter;
    }

    void addLine(String line) {
        buffer.clear();
        splitter.split(line, buffer);
        for (int i = 0; i < buffer.size(); i++) {
            add(buffer.word(i));
        }
    }

    private void add(String word) {
        if (isTooLong(word)) {
            tooLong++;
            return;
        }
        Counter counter = counters.get(word);
        if (counter == null) {
            counter = new Counter();
            counters.put(word, counter);
            bytes += BYTES_OF_ENTRY + 2L * word.length();
        }
        counter.value++;
    }

    private static boolean isTooLong(String word) {
        return word.length() > WordCounts.LONGEST_WORD
                && word.codePointCount(0, word.length()) > WordCounts.LONGEST_WORD;
    }

    long bytes() {
        return bytes;
    }

    long tooLong() {
        return tooLong;
    }

    /// What has been counted, in the order of the words; counting begins anew.
    List<WordCount> take() {
        List<WordCount> sorted =
                counters.entrySet().stream()
                        .map(entry -> new WordCount(entry.getKey(), entry.getValue().value))
                        .sorted(Comparator.comparing(WordCount::word))
                        .toList();
        counters.clear();
        bytes = 0;
        return sorted;
    }
}
