package org.bert4j.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

class WordsTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    Don't stop.            ; Don/'/t/stop/.
                    '  two  blanks '       ; two/blanks
                    在北京CSOL 3.5版        ; 在/北/京/CSOL/3/./5/版
                    𠮷野家😀ok              ; 𠮷/野/家/😀ok
                    café-noir              ; café/-/noir
                    '\u200bPa\u00adris\u200b' ; Pa\u00adris
                    a\u00a0b\u3000c        ; a/b/c
                    \ufffd x \ud83d        ; x
                    [MASK]                 ; [/MASK/]
                    '\u200b \ufeff'        ; ''
                    """)
    void textIsCutWhereTheTokenizerCuts(String text, String words) {
        TaggedText found = TaggedText.unlabelled("f:1", text);
        assertEquals(words, String.join("/", wordsOf(found)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    Peter/Blackburn        ; Peter Blackburn
                    在/“/北/京/”/。         ; 在“北京”。
                    用/C/S/O/L/玩           ; 用 C S O L 玩
                    二/〇/〇/八/年           ; 二〇 〇八年
                    Ａ/Ｂ/公/司              ; Ａ Ｂ公司
                    don/“/t                ; don “ t
                    𠮷/野/😀/家             ; 𠮷野 😀 家
                    """)
    void wordsAreJoinedWithoutMeltingIntoEachOther(String words, String text) {
        List<String> given = List.of(words.split("/"));
        TaggedText joined = WordJoiner.join("f:1", given, Collections.nCopies(given.size(), "O"));
        assertEquals(text, joined.text());
        assertEquals(given, wordsOf(joined));
    }

    private static List<String> wordsOf(TaggedText text) {
        return IntStream.range(0, text.words()).mapToObj(text::word).toList();
    }
}
