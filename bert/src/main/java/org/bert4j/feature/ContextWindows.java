package org.bert4j.feature;

import org.bert4j.tokenizer.Window;
import org.bert4j.tokenizer.WindowStride;

import java.util.List;

/// The windows over one context, with the certainty that together they hold every token.
///
/// A reference trap: with a step larger than the window, transformers skips tokens without a word
/// (huggingface/transformers#2548). The step is bounded by the window, as Google's, and the result
/// is checked.
record ContextWindows(List<Window> windows) {

    /// @param tokens tokens of the context; without any, Google's way has no window and run_qa's
    ///   one empty window, as the references
    /// @param length tokens a window may hold
    static ContextWindows over(int tokens, int length, WindowStride stride) {
        List<Window> windows =
                switch (stride) {
                    // Nothing overlaps where one window is enough, however short it is.
                    case WindowStride.Overlap _ when tokens <= length ->
                            List.of(new Window(0, tokens));
                    default -> stride.windows(tokens, length);
                };
        checkCoverage(windows, tokens);
        return new ContextWindows(windows);
    }

    private static void checkCoverage(List<Window> windows, int tokens) {
        int covered = 0;
        for (Window window : windows) {
            if (window.start() > covered) {
                throw new IllegalStateException(
                        "Tokens %d to %d of %d are in no window."
                                .formatted(covered, window.start() - 1, tokens));
            }
            covered = Math.max(covered, window.end());
        }
        if (covered != tokens) {
            throw new IllegalStateException(
                    "The windows hold %d tokens of %d.".formatted(covered, tokens));
        }
    }

    /// Whether, of all windows that hold this token, window `index` gives it the most context on
    /// its poorer side (`_check_is_max_context` of google-research/bert `run_squad.py`: the first
    /// of the largest `min(left, right) + 0.01 * length`).
    boolean isMaxContext(int index, int token) {
        int i = Bisection.first(windows.size(), w -> windows.get(w).end() > token);
        double bestScore = Double.NEGATIVE_INFINITY;
        int best = -1;
        for (; i < windows.size() && windows.get(i).start() <= token; i++) {
            Window window = windows.get(i);
            int left = token - window.start();
            int right = window.end() - 1 - token;
            double score = Math.min(left, right) + 0.01 * window.length();
            if (score > bestScore) {
                bestScore = score;
                best = i;
            }
        }
        return best == index;
    }
}
