package org.bert4j.tokenizer;

import java.util.List;

/// Everything besides the vocabulary that decides which tokens come out.
///
/// @param mode          which published tokenizer is followed
/// @param lowerCase     small letters only (uncased models)
/// @param accents       what happens to accents
/// @param spaceChinese  every ideograph is a word of its own
/// @param cleanText     controls are dropped, blanks of all kinds are one
/// @param maxWordLength in code points; a longer word becomes one unknown token
/// @param specialTokens what the model calls its five special tokens
/// @param addedTokens   further tokens that are cut out of the text before it is split
public record TokenizerOptions(
        TokenizerMode mode,
        boolean lowerCase,
        Accents accents,
        boolean spaceChinese,
        boolean cleanText,
        int maxWordLength,
        SpecialTokens specialTokens,
        List<AddedToken> addedTokens) {

    /// As bert-base-uncased.
    public static final TokenizerOptions UNCASED =
            new TokenizerOptions(
                    TokenizerMode.HF_FAST,
                    true,
                    Accents.AS_CASE,
                    true,
                    true,
                    TokenizerMode.HF_FAST.maxWordLength(),
                    SpecialTokens.STANDARD,
                    List.of());

    /// As bert-base-cased and bert-base-multilingual-cased.
    public static final TokenizerOptions CASED = UNCASED.withLowerCase(false);

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
                mode,
                lowerCase,
                accents,
                spaceChinese,
                cleanText,
                mode.maxWordLength(),
                specialTokens,
                addedTokens);
    }

    public TokenizerOptions withLowerCase(boolean lowerCase) {
        return new TokenizerOptions(
                mode,
                lowerCase,
                accents,
                spaceChinese,
                cleanText,
                maxWordLength,
                specialTokens,
                addedTokens);
    }

    public TokenizerOptions withAccents(Accents accents) {
        return new TokenizerOptions(
                mode,
                lowerCase,
                accents,
                spaceChinese,
                cleanText,
                maxWordLength,
                specialTokens,
                addedTokens);
    }

    public TokenizerOptions withSpaceChinese(boolean spaceChinese) {
        return new TokenizerOptions(
                mode,
                lowerCase,
                accents,
                spaceChinese,
                cleanText,
                maxWordLength,
                specialTokens,
                addedTokens);
    }

    public TokenizerOptions withCleanText(boolean cleanText) {
        return new TokenizerOptions(
                mode,
                lowerCase,
                accents,
                spaceChinese,
                cleanText,
                maxWordLength,
                specialTokens,
                addedTokens);
    }

    public TokenizerOptions withMaxWordLength(int maxWordLength) {
        return new TokenizerOptions(
                mode,
                lowerCase,
                accents,
                spaceChinese,
                cleanText,
                maxWordLength,
                specialTokens,
                addedTokens);
    }

    public TokenizerOptions withSpecialTokens(SpecialTokens specialTokens) {
        return new TokenizerOptions(
                mode,
                lowerCase,
                accents,
                spaceChinese,
                cleanText,
                maxWordLength,
                specialTokens,
                addedTokens);
    }

    public TokenizerOptions withAddedTokens(List<AddedToken> addedTokens) {
        return new TokenizerOptions(
                mode,
                lowerCase,
                accents,
                spaceChinese,
                cleanText,
                maxWordLength,
                specialTokens,
                addedTokens);
    }
}
