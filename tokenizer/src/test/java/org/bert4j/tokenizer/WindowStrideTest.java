package org.bert4j.tokenizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.stream.Collectors;

class WindowStrideTest {
    /// As the loop over `doc_spans` in google-research/bert, run_squad.py.
    @ParameterizedTest(name = "{0} tokens, window {1}, step {2}")
    @CsvSource({
        "10,  4, 3, 0-4 3-7 6-10",
        "11,  4, 3, 0-4 3-7 6-10 9-11",
        "10,  4, 4, 0-4 4-8 8-10",
        "10,  4, 9, 0-4 4-8 8-10",
        "4,   4, 1, 0-4",
        "5,   4, 1, 0-4 1-5",
        "1, 300, 128, 0-1",
        "0,   4, 2, ''"
    })
    void stepsFollowGoogle(int tokens, int window, int step, String expected) {
        assertEquals(expected, spans(new WindowStride.Step(step), tokens, window));
    }

    /// As the overflowing parts of tokenizers 0.21 (`Encoding::truncate`).
    @ParameterizedTest(name = "{0} tokens, window {1}, overlap {2}")
    @CsvSource({
        "10,  4, 1, 0-4 3-7 6-10",
        "11,  4, 1, 0-4 3-7 6-10 9-11",
        "10,  4, 0, 0-4 4-8 8-10",
        "10,  4, 3, 0-4 1-5 2-6 3-7 4-8 5-9 6-10",
        "4,   4, 2, 0-4",
        "0,   4, 2, 0-0"
    })
    void overlapsFollowHuggingFace(int tokens, int window, int overlap, String expected) {
        assertEquals(expected, spans(new WindowStride.Overlap(overlap), tokens, window));
    }

    private static String spans(WindowStride stride, int tokens, int window) {
        List<Window> windows = stride.windows(tokens, window);
        return windows.stream()
                .map(span -> span.start() + "-" + span.end())
                .collect(Collectors.joining(" "));
    }

    @Test
    void everyTokenIsInAWindow() {
        for (int tokens = 1; tokens < 40; tokens++) {
            for (int window = 1; window < 12; window++) {
                for (int step = 1; step < 14; step++) {
                    int covered = 0;
                    for (Window span : new WindowStride.Step(step).windows(tokens, window)) {
                        assertEquals(true, span.start() <= covered, "a token is skipped");
                        covered = span.end();
                    }
                    assertEquals(tokens, covered);
                }
            }
        }
    }

    @Test
    void impossibleStridesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new WindowStride.Step(0));
        assertThrows(IllegalArgumentException.class, () -> new WindowStride.Overlap(-1));
        assertThrows(IllegalArgumentException.class, () -> new WindowStride.Step(2).windows(5, 0));
        assertEquals(
                "A window overlap of 4 tokens is not below the window's length of 4; give less.",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new WindowStride.Overlap(4).windows(10, 4))
                        .getMessage());
    }
}
