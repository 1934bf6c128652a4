package org.bert4j.tokenizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;

/// No text makes the tokenizer slow: a million units of anything take far less than a second; the
/// limit leaves room for busy machines, and would not hold if the time grew with the square.
class LongTextTest {
    @ParameterizedTest(name = "a million units of \"{0}\"")
    @CsvSource({
        "a, 1",
        "'a ', 500000",
        "'.', 1000000",
        "中, 1000000",
        "한, 1", // one word without a blank
        "[MASK], 166666",
        "[MAS, 200000",
        "\u0301\u0323, 0"
    })
    void isNotSlow(String unit, int tokens) {
        BertTokenizer tokenizer = TestFiles.uncased();
        String text = unit.repeat(1_000_000 / unit.length());
        assertTimeout(Duration.ofSeconds(20), () -> tokenizer.tokenize(text));
        if (!unit.equals("[MAS")) {
            assertEquals(tokens, tokenizer.tokenize(text).size());
        }
    }
}
