package org.bert4j.vocabulary;

import org.bert4j.tokenizer.Normalization;
import org.bert4j.tokenizer.SpecialTokens;

import java.util.List;

/// What a learned vocabulary is like.
///
/// @param size          tokens it has at most, special ones included
/// @param minFrequency  a pair of pieces that occurs less often is not joined
/// @param limitAlphabet so many characters are kept, the most frequent ones
/// @param normalization what is done to the text before it is cut into words
/// @param specialTokens the first five tokens
/// @param score         which pair is joined next
public record VocabularyOptions(
        int size,
        long minFrequency,
        int limitAlphabet,
        Normalization normalization,
        SpecialTokens specialTokens,
        PairScore score) {
    /// As Hugging Face's `BertWordPieceTokenizer.train`.
    public static final VocabularyOptions DEFAULT =
            new VocabularyOptions(
                    30_000,
                    2,
                    1000,
                    Normalization.UNCASED,
                    SpecialTokens.STANDARD,
                    PairScore.COUNT);

    public VocabularyOptions {
        requirePositive("size", size);
        requirePositive("minFrequency", minFrequency);
        requirePositive("limitAlphabet", limitAlphabet);
    }

    private static void requirePositive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException("%s is %d; give 1 or more".formatted(name, value));
        }
    }

    public VocabularyOptions withSize(int number) {
        return new VocabularyOptions(
                number, minFrequency, limitAlphabet, normalization, specialTokens, score);
    }

    public VocabularyOptions withMinFrequency(long count) {
        return new VocabularyOptions(
                size, count, limitAlphabet, normalization, specialTokens, score);
    }

    public VocabularyOptions withLimitAlphabet(int characters) {
        return new VocabularyOptions(
                size, minFrequency, characters, normalization, specialTokens, score);
    }

    public VocabularyOptions withNormalization(Normalization value) {
        return new VocabularyOptions(
                size, minFrequency, limitAlphabet, value, specialTokens, score);
    }

    public VocabularyOptions withScore(PairScore value) {
        return new VocabularyOptions(
                size, minFrequency, limitAlphabet, normalization, specialTokens, value);
    }

    /// In the order of Hugging Face's trainer.
    List<String> specials() {
        return List.of(
                specialTokens.pad(),
                specialTokens.unk(),
                specialTokens.cls(),
                specialTokens.sep(),
                specialTokens.mask());
    }
}
