package org.bert4j.tokenizer;

import java.util.ArrayList;
import java.util.List;

/// How windows over a long text follow each other. The word "stride" means two things in published
/// code; here it has two names.
public sealed interface WindowStride {
    /// Each window begins this many tokens after the one before: `doc_stride` of
    /// google-research/bert. A step longer than the window is cut to it, so no token is skipped.
    record Step(int tokens) implements WindowStride {
        public Step {
            if (tokens < 1) {
                throw new IllegalArgumentException(
                        "A window step of %d tokens does not move; give 1 or more."
                                .formatted(tokens));
            }
        }
    }

    /// Each window shares this many tokens with the one before: `stride` of Hugging Face.
    record Overlap(int tokens) implements WindowStride {
        public Overlap {
            if (tokens < 0) {
                throw new IllegalArgumentException(
                        "A window overlap of %d tokens is negative; give 0 or more."
                                .formatted(tokens));
            }
        }
    }

    /// Windows that together hold every token of a text. All have `windowLength` tokens but the
    /// last, which may be shorter.
    ///
    /// A text without tokens has no window with a step, and one empty window with an overlap, as in
    /// the references.
    ///
    /// @throws IllegalArgumentException if the window is empty, or not longer than the overlap
    default List<Window> windows(int tokenCount, int windowLength) {
        if (windowLength < 1) {
            throw new IllegalArgumentException(
                    "A window of %d tokens holds nothing; give it 1 or more."
                            .formatted(windowLength));
        }
        return switch (this) {
            case Step(int tokens) ->
                    cover(tokenCount, windowLength, Math.min(tokens, windowLength));
            case Overlap(int tokens) when tokens >= windowLength ->
                    throw new IllegalArgumentException(
                            "A window overlap of %d tokens is not below the window's length of %d; give less."
                                    .formatted(tokens, windowLength));
            case Overlap(int _) when tokenCount == 0 -> List.of(new Window(0, 0));
            case Overlap(int tokens) -> cover(tokenCount, windowLength, windowLength - tokens);
        };
    }

    private static List<Window> cover(int tokenCount, int windowLength, int step) {
        List<Window> windows = new ArrayList<>();
        for (int start = 0, end = 0; end < tokenCount; start += step) {
            end = Math.min(start + windowLength, tokenCount);
            windows.add(new Window(start, end - start));
        }
        return windows;
    }
}
