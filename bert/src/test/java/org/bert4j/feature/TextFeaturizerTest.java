package org.bert4j.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.checkpoint.Golden;
import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.Encoding;
import org.bert4j.tokenizer.Truncation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class TextFeaturizerTest {
    private static final BertTokenizer TOKENIZER =
            BertTokenizer.load(Golden.named("tiny").directory());

    /// Twenty different tokens.
    private static final String LONG = "a b c d e f g h i j k l m n o p q r s t";

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    HEAD      | a b c d e f g h i j
                    TAIL      | k l m n o p q r s t
                    HEAD_TAIL | a b m n o p q r s t
                    """)
    void aLongTextKeepsItsBeginningItsEndOrBoth(LongText longText, String kept) {
        var rows = new TextFeaturizer(TOKENIZER, 12, longText).rows(LONG);
        assertEquals(List.of("[CLS] " + kept + " [SEP]"), rows.stream().map(this::words).toList());
    }

    /// Ten tokens fit, and a quarter of the room, two, is shared with the window before.
    @Test
    void windowsOverlapByAQuarterAndTheLastMayBeShort() {
        var rows = new TextFeaturizer(TOKENIZER, 12, LongText.WINDOWS).rows(LONG);
        assertEquals(
                List.of(
                        "[CLS] a b c d e f g h i j [SEP]",
                        "[CLS] i j k l m n o p q r [SEP]",
                        "[CLS] q r s t [SEP]"),
                rows.stream().map(this::words).toList());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    HEAD      | a b c d e [SEP] 1 2 3 4 5
                    TAIL      | p q r s t [SEP] 5 6 7 8 9
                    HEAD_TAIL | a q r s t [SEP] 1 6 7 8 9
                    """)
    void aLongPairSharesTheRoom(LongText longText, String kept) {
        var rows = new TextFeaturizer(TOKENIZER, 13, longText).rows(LONG, "1 2 3 4 5 6 7 8 9");
        assertEquals(List.of("[CLS] " + kept + " [SEP]"), rows.stream().map(this::words).toList());
    }

    @Test
    void windowsOverTheSecondTextStandBesideTheFirst() {
        var rows = new TextFeaturizer(TOKENIZER, 13, LongText.WINDOWS).rows("1 2 3", LONG);
        assertEquals("[CLS] 1 2 3 [SEP] a b c d e f g [SEP]", words(rows.getFirst()));
        assertEquals("[CLS] 1 2 3 [SEP] g h i j k l m [SEP]", words(rows.get(1)));
        assertArrayEquals(
                new int[] {0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1}, rows.get(1).tokenTypeIds());
    }

    /// In windows everything is seen, but for a first text that leaves too little room for the second.
    @ParameterizedTest(name = "{0} {1}: {2}, beside a pair {3}")
    @CsvSource({
        "HEAD, 22, false, true", "HEAD, 21, true, true", "TAIL, 21, true, true",
        "HEAD_TAIL, 21, true, true", "WINDOWS, 12, false, true", "HEAD, 44, false, false",
        "WINDOWS, 44, false, false"
    })
    void rowsSayWhetherTheTextWasCut(LongText longText, int maxLength, boolean cut, boolean pair) {
        var featurizer = new TextFeaturizer(TOKENIZER, maxLength, longText);
        featurizer.rows(LONG).forEach(row -> assertEquals(cut, row.isCut()));
        featurizer.rows(LONG, LONG).forEach(row -> assertEquals(pair, row.isCut()));
        featurizer.rows("a", "b").forEach(row -> assertFalse(row.isCut()));
    }

    /// A long first text gives way to windows over the second, but not further than these need.
    @ParameterizedTest(name = "{0} | {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    a b c d e f g h i j k l | 1 2           | a b c d e f g h [SEP] 1 2
                    a b c d e f g h i j k l | 1 2 3 4 5     | a b c d e [SEP] 1 2 3 4 5
                    a b c d e f g h i j k l | 1 2 3 4 5 6 7 | a b c d e [SEP] 1 2 3 4 5
                    """)
    void aLongFirstTextIsCutBesideWindows(String first, String second, String firstRow) {
        var rows = new TextFeaturizer(TOKENIZER, 13, LongText.WINDOWS).rows(first, second);
        assertEquals("[CLS] " + firstRow + " [SEP]", words(rows.getFirst()));
    }

    private String words(TextRow row) {
        return Arrays.stream(row.inputIds())
                .mapToObj(TOKENIZER.vocabulary()::token)
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @EnumSource
    void rowsNeverExceedTheMaximalLengthAndShortTextsAreWhole(LongText longText) {
        for (int maxLength = 8; maxLength < 30; maxLength++) {
            TextFeaturizer featurizer = new TextFeaturizer(TOKENIZER, maxLength, longText);
            for (int tokens = 0; tokens <= 26; tokens++) {
                String text = letters(tokens);
                List<TextRow> rows = new ArrayList<>(featurizer.rows(text));
                if (tokens + 2 <= maxLength) {
                    assertArrayEquals(
                            TOKENIZER.encode(text).inputIds(), rows.getFirst().inputIds());
                }
                rows.addAll(featurizer.rows(text, letters(26 - tokens)));
                rows.addAll(featurizer.rows(letters(9), text));
                for (TextRow row : rows) {
                    assertTrue(row.length() <= maxLength, row.length() + " > " + maxLength);
                    assertEquals(row.length(), row.tokenTypeIds().length);
                }
            }
        }
    }

    private static String letters(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> String.valueOf((char) ('a' + i)))
                .collect(Collectors.joining(" "));
    }

    /// The tokenizer's own truncation is compared with the Rust tokenizers' in its own tests.
    @ParameterizedTest
    @ValueSource(ints = {8, 9, 13, 20, 40})
    void theBeginningIsThatOfTheTokenizersLongestFirst(int maxLength) {
        Truncation truncation = new Truncation.LongestFirst(maxLength);
        TextFeaturizer featurizer = new TextFeaturizer(TOKENIZER, maxLength, LongText.HEAD);
        for (String text : List.of(LONG, "", "中国的首都是北京", "What is it? 😀 e\u0301")) {
            assertSame(TOKENIZER.encode(text, truncation), featurizer.rows(text));
            for (String pair : List.of("who", LONG + LONG, "")) {
                assertSame(TOKENIZER.encode(text, pair, truncation), featurizer.rows(text, pair));
            }
        }
    }

    private static void assertSame(Encoding expected, List<TextRow> rows) {
        assertEquals(1, rows.size());
        assertArrayEquals(expected.inputIds(), rows.getFirst().inputIds());
        assertArrayEquals(expected.tokenTypeIds(), rows.getFirst().tokenTypeIds());
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 9, 11, 16, 23})
    void windowsTogetherHoldEveryToken(int maxLength) {
        TextFeaturizer featurizer = new TextFeaturizer(TOKENIZER, maxLength, LongText.WINDOWS);
        List<Integer> wanted = Arrays.stream(TOKENIZER.encode(LONG).inputIds()).boxed().toList();
        assertTrue(ids(featurizer.rows(LONG)).containsAll(wanted));
        assertTrue(ids(featurizer.rows("who", LONG)).containsAll(wanted));
    }

    private static List<Integer> ids(List<TextRow> rows) {
        return rows.stream().flatMapToInt(row -> Arrays.stream(row.inputIds())).boxed().toList();
    }

    @Test
    void aRowOfLessThanEightTokensIsRefused() {
        var e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new TextFeaturizer(TOKENIZER, 7, LongText.HEAD));
        assertEquals("maxLength is 7; it must be at least 8", e.getMessage());
    }
}
