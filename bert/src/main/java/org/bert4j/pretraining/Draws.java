package org.bert4j.pretraining;

/// Random numbers, asked for as google-research/bert's `create_pretraining_data.py` asks Python's `random`: fed with the
/// numbers drawn there, the code here makes the same rows.
interface Draws {
    /// At least 0 and below 1: Python's `random()`.
    double random();

    /// At least 0 and below `bound`, each as likely: Python's `randrange(bound)`.
    int below(int bound);

    /// Both ends included: Python's `randint(lowest, highest)`.
    default int between(int lowest, int highest) {
        return lowest + below(highest - lowest + 1);
    }

    /// Python's `shuffle`: from the end, every item changes places with itself or one before it.
    default void shuffle(int[] items) {
        for (int place = items.length - 1; place > 0; place--) {
            int other = below(place + 1);
            int item = items[place];
            items[place] = items[other];
            items[other] = item;
        }
    }
}
