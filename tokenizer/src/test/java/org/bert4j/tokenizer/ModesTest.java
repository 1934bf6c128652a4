package org.bert4j.tokenizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where the three modes part, one line each. The tokens are those of `tokens.golden.jsonl`, which
/// holds many more.
class ModesTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    final sigma              | ΟΔΟΣ       | ο ##δ ##ο ##σ | ο ##δ ##ο ##σ | ο ##δ ##ο ##ς
                    ideograph U+2B820        | a\ud86e\udc20b | a ##\ud86e\udc20 ##b | a \ud86e\udc20 b | a \ud86e\udc20 b
                    special token in text    | [MASK]     | [MASK]        | [MASK]        | [ mask ]
                    private use character    | a\ue000b   | a ##b         | a ##b         | a ##\ue000 ##b
                    emoji of Unicode 15      | a🫨b       | a ##🫨 ##b    | a ##b         | a ##🫨 ##b
                    """)
    void modesPart(String why, String text, String hfFast, String hfSlow, String google) {
        assertEquals(hfFast, tokens(TokenizerMode.HF_FAST, text));
        assertEquals(hfSlow, tokens(TokenizerMode.HF_SLOW, text));
        assertEquals(google, tokens(TokenizerMode.GOOGLE, text));
    }

    private static String tokens(TokenizerMode mode, String text) {
        TokenizerOptions options = TokenizerOptions.UNCASED.withMode(mode);
        return TestFiles.join(BertTokenizer.of(TestFiles.vocabulary(), options).tokenize(text));
    }

    @Test
    void aWordOf101CodePointsIsUnknownExceptForGoogle() {
        String word = "a".repeat(101);
        assertEquals("[UNK]", tokens(TokenizerMode.HF_FAST, word));
        assertEquals("[UNK]", tokens(TokenizerMode.HF_SLOW, word));
        assertEquals("a" + " ##a".repeat(100), tokens(TokenizerMode.GOOGLE, word));
        assertEquals("[UNK]", tokens(TokenizerMode.GOOGLE, "a".repeat(201)));
    }

    @Test
    void theLengthOfAWordIsCountedInCodePoints() {
        assertEquals("😀" + " ##😀".repeat(99), tokens(TokenizerMode.HF_FAST, "😀".repeat(100)));
    }

    @Test
    void anUnknownModeIsNamedWithTheKnownOnes() {
        BadInputException e = assertThrows(BadInputException.class, () -> TokenizerMode.of("fast"));
        assertEquals(
                "Tokenizer mode \"fast\" is not one of hf-fast, hf-slow, google; choose one of"
                        + " these.",
                e.getMessage());
    }
}
