package org.bert4j.pretraining;

/// Numbered sequences to pre-train on. Safe to read from many threads.
public interface PretrainingRows {
    int size();

    /// Tokens that no row has more of, special tokens included.
    int maxLength();

    /// Tokens of a row, special tokens included, in any epoch.
    int length(int row);

    /// The row as an epoch sees it: dynamic masks differ from epoch to epoch, always in the same way. Rows stand in the
    /// order of the corpus; [org.bert4j.batch.ShuffledOrder] shuffles them.
    PretrainingRow row(int row, int epoch);

    /// Changes with corpus and options: hexadecimal.
    String hash();
}
