package org.bert4j.feature;

/// One sequence as the model takes it, not yet padded.
public interface TokenRow {
    /// `[length]` token ids.
    int[] inputIds();

    /// `[length]` segment of each token: 0 for the first text, 1 for the second.
    int[] tokenTypeIds();

    /// Whether the text has tokens that no row shows.
    default boolean isCut() {
        return false;
    }

    /// Number of tokens.
    default int length() {
        return inputIds().length;
    }
}
