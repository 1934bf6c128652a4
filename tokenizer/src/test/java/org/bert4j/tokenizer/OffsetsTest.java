package org.bert4j.tokenizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Every token knows the piece of the source it came from. The expected pieces of hf-fast are those
/// of tokenizers 0.21 (see the oracle module, which compares very many).
class OffsetsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    The Café, unwanted. | the<The> cafe<Café> ,<,> un<un> ##want<want> ##ed<ed> .<.>
                    中国Beijing         | 中<中> 国<国> beijing<Beijing>
                    한                  | ᄒ<한> ##ᅡ<한> ##ᆫ<한>
                    a😀b                | a<a> ##😀<😀> ##b<b>
                    xyz≠ [MASK]!        | x<x> ##y<y> ##z<z> =<≠> [MASK]<[MASK]> !<!>
                    """)
    void tokensPointToTheirSource(String text, String expected) {
        assertEquals(expected, TestFiles.joinWithSources(TestFiles.uncased().tokenize(text)));
    }

    @Test
    void anAccentThatStandsApartIsNotPartOfTheToken() {
        assertEquals(
                "cafe<cafe> s<s>",
                TestFiles.joinWithSources(TestFiles.uncased().tokenize("cafe\u0301 s")));
    }

    @Test
    void aSliceRunsFromTheFirstToTheLastPiece() {
        Tokens tokens = TestFiles.uncased().tokenize("The  Capital of\u00a0China.");
        assertEquals("Capital of\u00a0China", tokens.slice(1, 3));
    }

    @ParameterizedTest
    @EnumSource
    void placesAreInOrderAndInsideTheText(TokenizerMode mode) {
        TokenizerOptions options = TokenizerOptions.UNCASED.withMode(mode);
        BertTokenizer tokenizer = BertTokenizer.of(TestFiles.vocabulary(), options);
        String text = "\ud800 Zürich re\u0301sume\u0301 \u200b中か\u3099国 [MASK]\u0301 İ 😀\ufe0f";
        Tokens tokens = tokenizer.tokenize(text);
        int end = 0;
        for (int i = 0; i < tokens.size(); i++) {
            assertTrue(tokens.start(i) >= end || tokens.end(i) == end, tokens.token(i));
            assertTrue(tokens.end(i) > tokens.start(i));
            end = tokens.end(i);
        }
        assertTrue(end <= text.length());
    }

    @Test
    void aWindowKeepsTheOffsetsOfTheWholeText() {
        Tokens tokens = TestFiles.uncased().tokenize("The capital of China is Beijing.");
        Tokens part = tokens.part(new Window(2, 3));
        assertEquals("of china is", TestFiles.join(part));
        assertEquals("China", part.slice(1, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> tokens.part(new Window(5, 3)));
    }
}
