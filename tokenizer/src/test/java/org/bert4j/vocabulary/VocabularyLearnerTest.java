package org.bert4j.vocabulary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.tokenizer.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

class VocabularyLearnerTest {
    private static final VocabularyOptions OPTIONS = VocabularyOptions.DEFAULT.withMinFrequency(1);

    private static LearnedVocabulary learn(VocabularyOptions options, Map<String, Long> counts) {
        return VocabularyLearner.learn(WordCounts.of(counts), options, VocabularyListener.SILENT);
    }

    /// What comes behind special tokens and characters.
    private static List<String> joined(VocabularyOptions options, Map<String, Long> counts) {
        LearnedVocabulary learned = learn(options, counts);
        return learned.tokens()
                .subList(learned.tokens().size() - learned.joined(), learned.tokens().size());
    }

    @Test
    void specialTokensComeFirstThenCharactersByCodePointThenThoseInsideWordsAsTheWordsHaveThem() {
        assertEquals(
                "[PAD] [UNK] [CLS] [SEP] [MASK] a b e r z é ##e ##b ##r ##a ze",
                String.join(
                        " ", learn(OPTIONS.withSize(16), Map.of("zebra", 1L, "é", 9L)).tokens()));
    }

    /// "ab" and "cd" occur alike; a has the smaller id.
    @Test
    void ofEqualPairsTheOneWithSmallerIdsIsFirst() {
        assertEquals(List.of("ab", "cd"), joined(OPTIONS, Map.of("cd", 3L, "ab", 3L)));
        assertEquals(List.of("cd", "ab"), joined(OPTIONS, Map.of("cd", 4L, "ab", 3L)));
        assertEquals(List.of("ac", "ab"), joined(OPTIONS, Map.of("ab", 3L, "ac", 4L)));
    }

    /// Counts of pairs that have 32 bits become negative here, and "the" falls apart (huggingface/tokenizers#437).
    @Test
    void countsAboveTwoToThe32AreCounts() {
        long many = 5L << 32;
        Map<String, Long> counts = Map.of("the", many, "then", many + 1, "ox", 1L << 31, "by", 3L);
        assertEquals(List.of("th", "the", "then", "ox", "by"), joined(OPTIONS, counts));
        assertEquals(
                List.of("th", "the", "then", "ox"), joined(OPTIONS.withMinFrequency(4), counts));
    }

    /// As doubles these counts would be equal, and the tie would go to "ab".
    @Test
    void countsThatDifferInTheLastOf64BitsDiffer() {
        long many = 1L << 60;
        assertEquals(List.of("cd", "ab"), joined(OPTIONS, Map.of("ab", many, "cd", many + 1)));
    }

    /// a, b occur 8 times each and stand together 4 times; x, y occur twice, always together.
    @Test
    void likelihoodPrefersPiecesThatAlwaysStandTogether() {
        Map<String, Long> counts = Map.of("ab", 4L, "ac", 4L, "db", 4L, "xy", 2L);
        assertEquals("ab", joined(OPTIONS, counts).getFirst());
        assertEquals("xy", joined(OPTIONS.withScore(PairScore.LIKELIHOOD), counts).getFirst());
        assertFalse(
                joined(OPTIONS.withScore(PairScore.LIKELIHOOD).withMinFrequency(3), counts)
                        .contains("xy"));
    }

    /// Each step by the definition, over all pairs of all words.
    @ParameterizedTest
    @EnumSource
    void everyPieceIsTheBestOfAllPairs(PairScore score) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        Map<String, Long> counts = new TreeMap<>();
        for (int i = 0; i < 150; i++) {
            int length = 2 + random.nextInt(6);
            // no letter twice, so that no piece can be made in two ways or come up again
            String word =
                    random.ints('a', 'z' + 1)
                            .distinct()
                            .limit(length)
                            .sorted()
                            .collect(
                                    StringBuilder::new,
                                    StringBuilder::appendCodePoint,
                                    StringBuilder::append)
                            .toString();
            counts.put(word, 1L + random.nextInt(50));
        }
        VocabularyOptions options = OPTIONS.withScore(score).withMinFrequency(2).withSize(150);
        assertEquals(SlowLearner.learn(counts, options), learn(options, counts).tokens());
    }

    @Test
    void overlappingPairsAreJoinedFromTheLeft() {
        assertEquals(List.of("##aa", "aaa", "aaaaa"), joined(OPTIONS, Map.of("aaaaa", 1L)));
    }

    @Test
    void charactersBeyondTheLimitAreLeftOut() {
        Map<String, Long> counts = Map.of("abq", 5L, "qab", 4L, "z", 2L);
        LearnedVocabulary learned = learn(OPTIONS.withLimitAlphabet(2), counts);
        assertEquals(2, learned.characters());
        assertEquals(4, learned.found());
        assertEquals(18.0 / 29, learned.covered());
        assertTrue(learned.tokens().containsAll(List.of("a", "b", "##a", "##b", "ab", "##ab")));
        assertFalse(learned.tokens().contains("q"));
    }

    /// "q" and "a" occur alike.
    @Test
    void ofEquallyFrequentCharactersThoseWithSmallerCodePointsAreKept() {
        LearnedVocabulary learned = learn(OPTIONS.withLimitAlphabet(1), Map.of("q", 5L, "a", 5L));
        assertEquals("a", learned.tokens().get(5));
    }

    @Test
    void characterOutsideTheBasicPlaneIsOneCharacter() {
        assertEquals(
                List.of("[MASK]", "😀", "##😀", "😀😀"),
                learn(OPTIONS, Map.of("😀😀", 2L)).tokens().subList(4, 8));
    }

    @Test
    void aSizeThatDoesNotCoverTheAlphabetIsRefused() {
        var problem =
                assertThrows(
                        BadInputException.class,
                        () -> learn(OPTIONS.withSize(10), Map.of("abc", 2L, "cab", 1L)));
        assertEquals(
                "A vocabulary of 10 tokens does not cover the alphabet: 5 special tokens, 3"
                        + " characters and 3 of them inside words make 11; give a size of 11 or"
                        + " more, or a lower limitAlphabet.",
                problem.getMessage());
        assertEquals(0, learn(OPTIONS.withSize(11), Map.of("abc", 2L, "cab", 1L)).joined());
    }

    @Test
    void textWithoutWordsIsRefused() {
        assertThrows(BadInputException.class, () -> learn(OPTIONS, Map.of()));
    }

    @Test
    void learningStopsWhereNoPairIsFrequentEnough() {
        LearnedVocabulary learned = learn(OPTIONS.withMinFrequency(3), Map.of("ab", 3L, "xy", 2L));
        assertEquals(1, learned.joined());
        assertEquals(3, learned.leastFrequency());
    }
}
