package org.bert4j.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

class TokenBufferTest {
    private final BertTokenizer tokenizer = TestFiles.uncased();

    @Test
    void textsAreAppendedWithPlacesInTheirOwnText() {
        TokenBuffer buffer = new TokenBuffer();
        tokenizer.tokenize("Café, [MASK]!", buffer);
        int first = buffer.size();
        tokenizer.tokenize("中国 한", buffer);
        Tokens cafe = tokenizer.tokenize("Café, [MASK]!");
        Tokens china = tokenizer.tokenize("中国 한");
        assertEquals(first, cafe.size());
        assertEquals(first + china.size(), buffer.size());
        for (int i = 0; i < china.size(); i++) {
            assertEquals(china.id(i), buffer.ids()[first + i]);
            assertEquals(china.start(i), buffer.starts()[first + i]);
            assertEquals(china.end(i), buffer.ends()[first + i]);
        }
    }

    @Test
    void theArraysAreUsedAgain() {
        TokenBuffer buffer = new TokenBuffer();
        tokenizer.tokenize("The capital of China. ".repeat(100), buffer);
        int[] ids = buffer.ids();
        for (int i = 0; i < 100; i++) {
            buffer.clear();
            tokenizer.tokenize("Zürich re\u0301sume\u0301 😀", buffer);
        }
        assertSame(ids, buffer.ids());
        assertArrayEquals(
                tokenizer.tokenize("Zürich re\u0301sume\u0301 😀").ids(),
                Arrays.copyOf(ids, buffer.size()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void aBatchGivesWhatItsTextsGiveInTheirOrder(int threads) {
        List<String> texts = new ArrayList<>();
        OddTexts odd = new OddTexts(3, tokenizer.vocabulary());
        for (int i = 0; i < 300; i++) {
            texts.add(odd.next());
        }
        List<Tokens> batch = tokenizer.tokenizeAll(texts, threads);
        assertEquals(texts.size(), batch.size());
        for (int i = 0; i < texts.size(); i++) {
            assertSame(texts.get(i), batch.get(i).text());
            assertEquals(
                    TestFiles.joinWithSources(tokenizer.tokenize(texts.get(i))),
                    TestFiles.joinWithSources(batch.get(i)));
        }
    }

    @Test
    void aBatchMayBeEmptyAndNeedsAThread() {
        assertEquals(List.of(), tokenizer.tokenizeAll(List.of(), 4));
        assertThrows(IllegalArgumentException.class, () -> tokenizer.tokenizeAll(List.of("a"), 0));
    }
}
