package org.bert4j.pretraining;

import org.bert4j.feature.TokenRow;

/// One sequence of pre-training.
///
/// @param inputIds        `[length]`, special tokens included, masked as the model sees them
/// @param tokenTypeIds    `[length]`
/// @param maskedPositions `[masked]`, ascending: where a token is to be predicted
/// @param maskedIds       `[masked]`, the tokens that stood there
/// @param sentenceLabel   next sentence: 0 if the second part follows the first, 1 if it is a random one; sentence
///                        order: 1 if the parts are swapped; [#NONE] without such an objective
public record PretrainingRow(
        int[] inputIds,
        int[] tokenTypeIds,
        int[] maskedPositions,
        int[] maskedIds,
        int sentenceLabel)
        implements TokenRow {
    /// No label of two sentences.
    public static final int NONE = -1;
}
