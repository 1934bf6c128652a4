package org.bert4j.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;

class EncodingTest {
    private final BertTokenizer tokenizer = TestFiles.uncased();

    @Test
    void aTextStandsBetweenClsAndSep() {
        Encoding encoding = tokenizer.encode("The capital");
        assertEquals("[CLS] the capital [SEP]", tokenizer.decode(encoding.inputIds()));
        assertArrayEquals(new int[] {0, 0, 0, 0}, encoding.tokenTypeIds());
        assertArrayEquals(new int[] {0, 0, 4, 0}, encoding.starts());
        assertArrayEquals(new int[] {0, 3, 11, 0}, encoding.ends());
        assertArrayEquals(new boolean[] {true, false, false, true}, encoding.special());
    }

    @Test
    void theSecondTextOfAPairHasTypeOne() {
        Encoding encoding = tokenizer.encode("What is", "The capital of");
        assertEquals(
                "[CLS] what is [SEP] the capital of [SEP]", tokenizer.decode(encoding.inputIds()));
        assertArrayEquals(new int[] {0, 0, 0, 0, 1, 1, 1, 1}, encoding.tokenTypeIds());
        assertArrayEquals(new int[] {0, 0, 5, 0, 0, 4, 12, 0}, encoding.starts());
        assertArrayEquals(
                new boolean[] {true, false, false, true, false, false, false, true},
                encoding.special());
    }

    @Test
    void emptyTextsLeaveTheSpecialTokens() {
        assertEquals(2, tokenizer.encode("").size());
        assertEquals(3, tokenizer.encode("", "\u200b").size());
        assertEquals(0, tokenizer.tokenize("").size());
    }

    /// Lengths as transformers 4.57.6 cuts them: the last columns are hf-fast's and hf-slow's.
    @ParameterizedTest(name = "{0} and {1} tokens in {2}")
    @CsvSource({
        "5, 5, 10, 5+5, 5+5",
        "5, 5,  8, 4+4, 4+4",
        "5, 5,  9, 4+5, 5+4",
        "7, 5,  9, 5+4, 5+4",
        "5, 7,  9, 4+5, 5+4",
        "9, 2,  8, 6+2, 6+2",
        "2, 9,  8, 2+6, 2+6",
        "2, 9,  3, 1+2, 2+1",
        "1, 1,  0, 0+0, 0+0"
    })
    void theLongerTextIsCutFirst(int first, int second, int room, String fast, String slow) {
        assertEquals(fast, cut(first, second, room, TokenizerMode.HF_FAST));
        assertEquals(slow, cut(first, second, room, TokenizerMode.HF_SLOW));
        assertEquals(slow, cut(first, second, room, TokenizerMode.GOOGLE));
    }

    private static String cut(int first, int second, int room, TokenizerMode mode) {
        BertTokenizer tokenizer =
                BertTokenizer.of(TestFiles.vocabulary(), TokenizerOptions.UNCASED.withMode(mode));
        Truncation truncation = new Truncation.LongestFirst(room + 3);
        Encoding encoding = tokenizer.encode("a ".repeat(first), "b ".repeat(second), truncation);
        int a = tokenizer.vocabulary().id("a");
        int b = tokenizer.vocabulary().id("b");
        return Arrays.stream(encoding.inputIds()).filter(id -> id == a).count()
                + "+"
                + Arrays.stream(encoding.inputIds()).filter(id -> id == b).count();
    }

    @Test
    void oneTextAloneCanBeCut() {
        String question = "what is the capital";
        String context = "the capital of china is beijing";
        assertEquals(
                "[CLS] what [SEP] the capital of china is beijing [SEP]",
                decoded(question, context, new Truncation.OnlyFirst(10)));
        assertEquals(
                "[CLS] what is the capital [SEP] the capital of [SEP]",
                decoded(question, context, new Truncation.OnlySecond(10)));
        assertEquals(
                "[CLS] the [SEP]",
                tokenizer.decode(
                        tokenizer.encode(context, new Truncation.LongestFirst(3)).inputIds()));
    }

    private String decoded(String text, String pair, Truncation truncation) {
        return tokenizer.decode(tokenizer.encode(text, pair, truncation).inputIds());
    }

    @Test
    void aCutThatCannotHelpIsRefused() {
        assertEquals(
                "Only the second text may be shortened, but the other one alone has 4 tokens and 3"
                        + " fit; use LongestFirst or a larger maximum length.",
                assertThrows(
                                BadInputException.class,
                                () -> decoded("a b c d", "e f", new Truncation.OnlySecond(6)))
                        .getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> tokenizer.encode("a", new Truncation.OnlySecond(6)));
        assertThrows(
                IllegalArgumentException.class,
                () -> tokenizer.encode("a", "b", new Truncation.LongestFirst(2)));
    }
}
