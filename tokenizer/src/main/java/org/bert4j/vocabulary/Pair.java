package org.bert4j.vocabulary;

import java.util.Arrays;

/// Two pieces that stand side by side somewhere.
final class Pair {
    final int left;
    final int right;

    /// How often, in all words. A pair that has been joined keeps its number, and has no words any more.
    long count;

    /// The rank with which it waits in the queue; 0 if it does not.
    long queuedRank;

    private int[] words = new int[1];
    private int wordCount;

    Pair(int left, int right) {
        this.left = left;
        this.right = right;
    }

    /// Remembers a word that has the pair.
    void addWord(int word) {
        if (wordCount > 0 && words[wordCount - 1] == word) {
            return;
        }
        if (wordCount == words.length) {
            words = Arrays.copyOf(words, 2 * wordCount);
        }
        words[wordCount++] = word;
    }

    boolean hasWords() {
        return wordCount > 0;
    }

    /// The words that had the pair when it was remembered; some may have lost it since. They are forgotten here.
    int[] takeWords() {
        int[] taken = Arrays.copyOf(words, wordCount);
        words = new int[1];
        wordCount = 0;
        return taken;
    }
}
