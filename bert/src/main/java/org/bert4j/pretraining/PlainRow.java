package org.bert4j.pretraining;

/// A row before anything in it is masked.
///
/// @param inputIds     `[length]`, special tokens included
/// @param tokenTypeIds `[length]`
/// @param continues    `[length]`, whether a token goes on with the word of the token before
/// @param label        as in [PretrainingRow]
record PlainRow(int[] inputIds, int[] tokenTypeIds, boolean[] continues, int label) {
    int length() {
        return inputIds.length;
    }
}
