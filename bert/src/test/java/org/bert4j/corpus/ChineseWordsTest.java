package org.bert4j.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChineseWordsTest {
    private static final WordSegmenter WORDS = new ChineseWords();

    /// A blank before each word but the first; what is no Chinese character stands for itself.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "使用 语言 模型 来 预测 下 一个 词 的 概率",
                "北京 是 中国 的 首都 。 B E R T 模型 2 0 1 8 年",
                "我们 在 图书馆 学习",
                "a b c",
                "𠀀 北京"
            })
    void wordsAreThoseOfTheDictionary(String marked) {
        String text = marked.replace(" ", "");
        var inside = WORDS.insideWords(text);
        StringBuilder found = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            boolean startsWord = !inside.get(i) && !Character.isLowSurrogate(text.charAt(i));
            found.append(i > 0 && startsWord ? " " : "").append(text.charAt(i));
        }
        assertEquals(marked, found.toString());
    }
}
