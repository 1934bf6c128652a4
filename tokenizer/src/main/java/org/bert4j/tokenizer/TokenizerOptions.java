package org.bert4j.tokenizer;

import java.util.List;

/// Everything besides the vocabulary that decides which tokens come out.
///
/// @param mode          which published tokenizer is followed
/// @param normalization what is done to the text before it is cut into words
/// @param maxWordLength in code points; a longer word becomes one unknown token
/// @param specialTokens what the model calls its five special tokens
/// @param addedTokens   further tokens that are cut out of the text before it is split
public record TokenizerOptions(
        TokenizerMode mode,
        Normalization normalization,
        int maxWordLength,
        SpecialTokens specialTokens,
        List<AddedToken> addedTokens) {

    /// As bert-base-uncased.
    public static final TokenizerOptions UNCASED =
            new TokenizerOptions(
                    TokenizerMode.HF_FAST,
                    Normalization.UNCASED,
                    TokenizerMode.HF_FAST.maxWordLength(),
                    SpecialTokens.STANDARD,
                    List.of());

    /// As bert-base-cased and bert-base-multilingual-cased.
    public static final TokenizerOptions CASED = UNCASED.withNormalization(Normalization.CASED);

    public TokenizerOptions {
        addedTokens = List.copyOf(addedTokens);
        if (maxWordLength < 1) {
            throw new IllegalArgumentException(
                    "maxWordLength is %d; give 1 or more.".formatted(maxWordLength));
        }
    }

    /// The same in another mode, with the longest word that mode splits (100 or 200 code points).
    public TokenizerOptions withMode(TokenizerMode mode) {
        return new TokenizerOptions(
                mode, normalization, mode.maxWordLength(), specialTokens, addedTokens);
    }

    public TokenizerOptions withNormalization(Normalization normalization) {
        return new TokenizerOptions(mode, normalization, maxWordLength, specialTokens, addedTokens);
    }

    public TokenizerOptions withMaxWordLength(int maxWordLength) {
        return new TokenizerOptions(mode, normalization, maxWordLength, specialTokens, addedTokens);
    }

    public TokenizerOptions withSpecialTokens(SpecialTokens specialTokens) {
        return new TokenizerOptions(mode, normalization, maxWordLength, specialTokens, addedTokens);
    }

    public TokenizerOptions withAddedTokens(List<AddedToken> addedTokens) {
        return new TokenizerOptions(mode, normalization, maxWordLength, specialTokens, addedTokens);
    }
}
