package org.bert4j.tokenizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodePointsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "😀",
                "a😀b😀😀c",
                "中𠀀国",
                "\ud800a\udc00😀",
                "😀\ude00\ud83d",
                "𝕏𝕏𝕏𝕏"
            })
    void agreesWithCountingOneByOne(String text) {
        CodePoints codePoints = CodePoints.of(text);
        assertEquals(text.codePointCount(0, text.length()), codePoints.length());
        for (int i = 0; i <= codePoints.length(); i++) {
            int utf16 = text.offsetByCodePoints(0, i);
            assertEquals(utf16, codePoints.toUtf16(i));
            assertEquals(i, codePoints.fromUtf16(utf16));
        }
    }

    @Test
    void theMiddleOfAPairCountsAsItsStart() {
        assertEquals(1, CodePoints.of("a😀b").fromUtf16(2));
    }

    @Test
    void offsetsOutsideTheTextAreRefused() {
        CodePoints codePoints = CodePoints.of("a😀");
        assertThrows(IndexOutOfBoundsException.class, () -> codePoints.toUtf16(3));
        assertThrows(IndexOutOfBoundsException.class, () -> codePoints.fromUtf16(4));
        assertThrows(IndexOutOfBoundsException.class, () -> codePoints.fromUtf16(-1));
    }
}
