package org.bert4j.cli;

import me.tongfei.progressbar.ProgressBar;

import org.bert4j.vocabulary.VocabularyListener;

/// Shows on stderr how the words of a corpus are counted, and how a vocabulary grows.
final class VocabDisplay implements VocabularyListener, AutoCloseable {
    private final long bytes;
    private final int size;
    private ProgressBar counting;
    private ProgressBar learning;

    /// @param bytes of the corpus
    /// @param size  of the vocabulary to be; 0 if none is learned
    VocabDisplay(long bytes, int size) {
        this.bytes = bytes;
        this.size = size;
    }

    @Override
    public synchronized void read(long count) {
        if (counting == null) {
            counting = Bars.bytes("Counting words", bytes);
        }
        counting.stepBy(count);
    }

    @Override
    public synchronized void learned(int tokens) {
        if (learning == null) {
            close();
            learning = Bars.items("Learning", size, "tokens");
        }
        learning.stepTo(tokens);
    }

    @Override
    public synchronized void close() {
        if (counting != null) {
            counting.close();
            counting = null;
        }
        if (learning != null) {
            learning.close();
            learning = null;
        }
    }
}
