package org.bert4j.feature;

import org.bert4j.tokenizer.Window;

/// An answer in context tokens, both ends included.
record TokenSpan(int first, int last) {
    boolean isInside(Window window) {
        return first >= window.start() && last < window.end();
    }
}
