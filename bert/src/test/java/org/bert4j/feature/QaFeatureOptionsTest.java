package org.bert4j.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.tokenizer.WindowStride;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QaFeatureOptionsTest {
    @ParameterizedTest(name = "{3}")
    @CsvSource({
        "64, 16, 64, maxLength 64 leaves no token for the context beside a question of 64",
        "384, 16, 0, maxQuestionLength is 0",
        "100, 33, 64, The window overlap is 33",
    })
    void optionsThatCannotWorkAreRefused(
            int maxLength, int overlap, int maxQuestionLength, String message) {
        WindowStride stride = new WindowStride.Overlap(overlap);
        String said =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new QaFeatureOptions(maxLength, stride, maxQuestionLength))
                        .getMessage();
        assertTrue(said.startsWith(message), said);
    }

    @Test
    void stepLongerThanTheWindowIsAllowed() {
        assertEquals(
                new QaFeatureOptions(100, new WindowStride.Step(500), 64),
                QaFeatureOptions.GOOGLE
                        .withMaxLength(100)
                        .withStride(new WindowStride.Step(500))
                        .withMaxQuestionLength(64));
    }
}
