package org.bert4j.tokenizer;

/// A run of `length` tokens beginning at token `start`.
public record Window(int start, int length) {
    public Window {
        if (start < 0 || length < 0) {
            throw new IllegalArgumentException(
                    "A window of %d tokens from token %d on is impossible."
                            .formatted(length, start));
        }
    }

    /// The first token behind the window.
    public int end() {
        return start + length;
    }
}
