package org.bert4j.vocabulary;

import org.bert4j.tokenizer.BertTokenizer;

import java.util.List;

/// How well a vocabulary fits a text.
///
/// @param tokens            of the vocabulary
/// @param usedTokens        those that occur in the text
/// @param words             of the text
/// @param distinctWords     how many different ones
/// @param pieces            that the words are split into
/// @param wholeWords        words that are one piece
/// @param unknownWords      words that are `[UNK]`
/// @param characters        of the words
/// @param coveredCharacters those that have a token where they stand: `c` at the beginning of a word, `##c` inside
/// @param missing           the most frequent characters without one, with how often
/// @param mostSplit         words that are split into most pieces
/// @param longest           words of most characters
public record VocabularyReport(
        int tokens,
        int usedTokens,
        long words,
        int distinctWords,
        long pieces,
        long wholeWords,
        long unknownWords,
        long characters,
        long coveredCharacters,
        List<WordCount> missing,
        List<SplitWord> mostSplit,
        List<SplitWord> longest) {
    public VocabularyReport {
        missing = List.copyOf(missing);
        mostSplit = List.copyOf(mostSplit);
        longest = List.copyOf(longest);
    }

    /// A word of the text and its pieces.
    public record SplitWord(String word, long count, List<String> pieces) {
        public SplitWord {
            pieces = List.copyOf(pieces);
        }
    }

    /// @param shown how long the lists are at most
    public static VocabularyReport of(WordCounts words, BertTokenizer tokenizer, int shown) {
        return new VocabularyCensus(words, tokenizer).report(shown);
    }

    /// Pieces of a word, on average over the text; 0 for a text without words.
    public double piecesPerWord() {
        return share(pieces, words);
    }

    /// Which part of the words is `[UNK]`, from 0 to 1.
    public double unknownRate() {
        return share(unknownWords, words);
    }

    /// Which part of the characters is covered, from 0 to 1.
    public double coverage() {
        return share(coveredCharacters, characters);
    }

    private static double share(long part, long all) {
        return all == 0 ? 0 : (double) part / all;
    }
}
