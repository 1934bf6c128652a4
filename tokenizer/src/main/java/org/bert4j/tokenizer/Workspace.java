package org.bert4j.tokenizer;

/// What tokenizing a text needs on the way, used again for the next text.
final class Workspace {
    private final Characters first = new Characters(16);
    private final Characters second = new Characters(16);
    private int[] symbols = new int[64];

    /// Room for `count` symbols.
    int[] symbols(int count) {
        if (count > symbols.length) {
            symbols = new int[Math.max(count, symbols.length + symbols.length / 2)];
        }
        return symbols;
    }

    /// Empty characters to begin with.
    Characters characters() {
        first.size = 0;
        return first;
    }

    /// Empty characters for the result of a step that reads `taken`.
    Characters besides(Characters taken) {
        Characters free = taken == first ? second : first;
        free.size = 0;
        return free;
    }
}
