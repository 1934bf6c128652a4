package org.bert4j.vocabulary;

import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.TokenBuffer;
import org.bert4j.tokenizer.Tokens;
import org.bert4j.tokenizer.Vocabulary;
import org.bert4j.vocabulary.VocabularyReport.SplitWord;

import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/// Splits every distinct word once and counts what comes out.
final class VocabularyCensus {
    private final WordCounts words;
    private final BertTokenizer tokenizer;
    private final Vocabulary vocabulary;
    private final int unknownId;

    /// Pieces of each word.
    private final int[] sizes;

    private final BitSet used = new BitSet();
    private final Map<String, Long> missing = new HashMap<>();
    private long pieces;
    private long wholeWords;
    private long unknownWords;
    private long characters;
    private long coveredCharacters;

    VocabularyCensus(WordCounts words, BertTokenizer tokenizer) {
        this.words = words;
        this.tokenizer = tokenizer;
        vocabulary = tokenizer.vocabulary();
        unknownId = tokenizer.unkId();
        sizes = new int[words.size()];
        TokenBuffer buffer = new TokenBuffer();
        for (int i = 0; i < sizes.length; i++) {
            buffer.clear();
            tokenizer.tokenize(words.word(i), buffer);
            sizes[i] = buffer.size();
            countPieces(buffer, words.count(i));
            countCharacters(words.word(i), words.count(i));
        }
    }

    private void countPieces(TokenBuffer buffer, long count) {
        int[] ids = buffer.ids();
        for (int i = 0; i < buffer.size(); i++) {
            used.set(ids[i]);
        }
        pieces += count * buffer.size();
        if (buffer.size() == 1 && ids[0] != unknownId) {
            wholeWords += count;
        }
        if (buffer.size() == 1 && ids[0] == unknownId) {
            unknownWords += count;
        }
    }

    private void countCharacters(String word, long count) {
        for (int i = 0; i < word.length(); ) {
            int codePoint = word.codePointAt(i);
            String character = Character.toString(codePoint);
            characters += count;
            if (vocabulary.contains(i == 0 ? character : "##" + character)) {
                coveredCharacters += count;
            } else {
                missing.merge(character, count, Long::sum);
            }
            i += Character.charCount(codePoint);
        }
    }

    /// @param shown how long the lists are at most
    VocabularyReport report(int shown) {
        return new VocabularyReport(
                vocabulary.size(),
                used.cardinality(),
                words.total(),
                words.size(),
                pieces,
                wholeWords,
                unknownWords,
                characters,
                coveredCharacters,
                mostMissing(shown),
                largest(shown, word -> sizes[word]),
                largest(shown, word -> words.word(word).codePointCount(0, length(word))));
    }

    private int length(int word) {
        return words.word(word).length();
    }

    private List<WordCount> mostMissing(int shown) {
        return missing.entrySet().stream()
                .map(entry -> new WordCount(entry.getKey(), entry.getValue()))
                .sorted(
                        Comparator.comparingLong((WordCount character) -> -character.count())
                                .thenComparing(WordCount::word))
                .limit(shown)
                .toList();
    }

    /// Of equal words the more frequent first.
    private List<SplitWord> largest(int shown, IntUnaryOperator measure) {
        return IntStream.range(0, words.size())
                .boxed()
                .sorted(
                        Comparator.comparingInt((Integer word) -> -measure.applyAsInt(word))
                                .thenComparingLong(word -> -words.count(word)))
                .limit(shown)
                .map(this::split)
                .toList();
    }

    private SplitWord split(int word) {
        Tokens tokens = tokenizer.tokenize(words.word(word));
        List<String> parts = IntStream.range(0, tokens.size()).mapToObj(tokens::token).toList();
        return new SplitWord(words.word(word), words.count(word), parts);
    }
}
