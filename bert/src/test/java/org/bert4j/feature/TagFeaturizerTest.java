package org.bert4j.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.dataset.TaggedText;
import org.bert4j.tokenizer.BadInputException;
import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.TokenizerOptions;
import org.bert4j.tokenizer.Tokens;
import org.bert4j.tokenizer.Vocabulary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

class TagFeaturizerTest {
    private static final BertTokenizer TOKENIZER =
            BertTokenizer.of(
                    Vocabulary.read(GoldenFeaturesTest.path("sample-vocab.txt")),
                    TokenizerOptions.UNCASED);

    /// Letters, accents, ideographs within and beyond the basic plane, emoji, joiners, controls,
    /// characters that are lost, blanks, punctuation, half pairs.
    private static final List<String> CHARACTERS =
            List.of(
                    "a",
                    "b",
                    "Z",
                    "7",
                    "é",
                    "e\u0301",
                    "세",
                    "京",
                    "北",
                    "\ud842\udfb7",
                    "\ud83d\ude00",
                    "\u200d",
                    "\u0001",
                    "\ufffd",
                    "\ud83d",
                    " ",
                    "\t",
                    "\u00a0",
                    "\u3000",
                    ".",
                    "’",
                    "，",
                    "≠",
                    "Ａ",
                    "〇",
                    "ß",
                    "\ufeff",
                    "_",
                    "$",
                    "[",
                    "]");

    @ParameterizedTest
    @CsvSource({"3, 0", "8, 0", "8, 3", "8, 5", "13, 10", "32, 8", "512, 128"})
    void everyWordWithATokenIsDecidedOnceWhereItHasMostContext(int maxLength, int overlap) {
        Random random = new Random(maxLength);
        TagFeaturizer featurizer = new TagFeaturizer(TOKENIZER, maxLength, overlap);
        for (int round = 0; round < 300; round++) {
            TaggedText text = TaggedText.unlabelled("f:1", randomText(random));
            List<TagFeature> features = featurizer.features(text);
            int[] first = firstTokens(text);
            List<Integer> decided = new ArrayList<>();
            for (TagFeature feature : features) {
                assertTrue(feature.length() <= maxLength);
                for (int i = 0; i < feature.wordIndex().length; i++) {
                    int word = feature.wordIndex()[i];
                    decided.add(word);
                    int id = TOKENIZER.tokenize(text.text()).id(first[word]);
                    assertEquals(id, feature.inputIds()[feature.tokenPosition()[i]]);
                }
            }
            List<Integer> wanted =
                    IntStream.range(0, first.length).filter(w -> first[w] >= 0).boxed().toList();
            assertEquals(wanted, decided, text.text());
            assertMostContext(features, first, maxLength - 2, overlap, text);
        }
    }

    /// By the definition: of all windows that hold the token, none has more on the poorer side.
    private static void assertMostContext(
            List<TagFeature> features, int[] first, int room, int overlap, TaggedText text) {
        int tokens = TOKENIZER.tokenize(text.text()).size();
        int step = room - overlap;
        for (TagFeature feature : features) {
            for (int i = 0; i < feature.wordIndex().length; i++) {
                int token = first[feature.wordIndex()[i]];
                int chosen = contextAt(token, token + 1 - feature.tokenPosition()[i], room, tokens);
                for (int start = 0; start <= token; start += step) {
                    boolean isWindow = start == 0 || start - step + room < tokens;
                    if (isWindow && token < start + room) {
                        // Google's formula lets a full window win over a short last one by 1/100
                        // of the difference in length.
                        int rival = contextAt(token, start, room, tokens);
                        assertTrue(rival <= chosen + 0.01 * room, text.text());
                    }
                }
            }
        }
    }

    private static int contextAt(int token, int start, int room, int tokens) {
        int end = Math.min(start + room, tokens);
        return Math.min(token - start, end - 1 - token);
    }

    /// A token of a random text never belongs to two words, so no word is lost to another.
    @Test
    void wordsOfATextAreWhereTheTokenizerCuts() {
        Random random = new Random(7);
        for (int round = 0; round < 2000; round++) {
            TaggedText text = TaggedText.unlabelled("f:1", randomText(random));
            Tokens tokens = TOKENIZER.tokenize(text.text());
            for (int i = 0; i < tokens.size(); i++) {
                int start = tokens.start(i);
                int end = tokens.end(i);
                long words =
                        IntStream.range(0, text.words())
                                .filter(w -> text.starts()[w] <= start && end <= text.ends()[w])
                                .count();
                assertEquals(1, words, text.text());
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    a [MASK] b           | 0 1 4       | 1 2 3
                    a\u200b b \u0301 b   | 0 1 3       | 1 2 3
                    above above          | 0 1         | 1 2
                    """)
    void wordWithoutATokenOfItsOwnIsLeftUndecided(String text, String words, String positions) {
        TaggedText given = TaggedText.unlabelled("f:1", text);
        TagFeature feature = new TagFeaturizer(TOKENIZER, 16, 4).features(given).getFirst();
        assertArrayEquals(numbers(words), feature.wordIndex());
        assertArrayEquals(numbers(positions), feature.tokenPosition());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u200b", "\u0301 \ufffd"})
    void textWithoutTokensHasNoRowsAndCannotBeLearntFrom(String text) {
        TaggedText unlabelled = TaggedText.unlabelled("f:3", text);
        List<String> tags = Collections.nCopies(unlabelled.words(), "O");
        TaggedText labelled =
                new TaggedText(
                        "f:3", text, unlabelled.starts(), unlabelled.ends(), tags, List.of());
        TagFeaturizer featurizer = new TagFeaturizer(TOKENIZER, 16, 4);
        assertEquals(List.of(), featurizer.features(unlabelled));
        BadInputException fault =
                assertThrows(BadInputException.class, () -> featurizer.trainingFeatures(labelled));
        assertTrue(fault.getMessage().startsWith("f:3: the tokenizer leaves nothing"));
    }

    @Test
    void textWithoutTagsCannotBeLearntFrom() {
        TaggedText text = TaggedText.unlabelled("f:3", "above");
        TagFeaturizer featurizer = new TagFeaturizer(TOKENIZER, 16, 4);
        BadInputException fault =
                assertThrows(BadInputException.class, () -> featurizer.trainingFeatures(text));
        assertTrue(fault.getMessage().startsWith("f:3 has no tags"), fault.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"2, 0", "16, 14", "16, -1"})
    void impossibleLengthsAreRefused(int maxLength, int overlap) {
        assertThrows(
                IllegalArgumentException.class,
                () -> new TagFeaturizer(TOKENIZER, maxLength, overlap));
    }

    /// By the definition, word by word; -1 if there is none.
    private static int[] firstTokens(TaggedText text) {
        Tokens tokens = TOKENIZER.tokenize(text.text());
        int[] first = new int[text.words()];
        Arrays.setAll(
                first,
                word ->
                        IntStream.range(0, tokens.size())
                                .filter(t -> tokens.end(t) > text.starts()[word])
                                .filter(t -> tokens.start(t) < text.ends()[word])
                                .findFirst()
                                .orElse(-1));
        return first;
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(90); i > 0; i--) {
            text.append(CHARACTERS.get(random.nextInt(CHARACTERS.size())));
        }
        return text.toString();
    }

    private static int[] numbers(String text) {
        return Arrays.stream(text.split(" ")).mapToInt(Integer::parseInt).toArray();
    }
}
