package org.bert4j.oracle.tokenizer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.bert4j.tokenizer.BertTokenizer;

import java.io.IOException;

/// Our tokenizer and the oracle, side by side.
final class Comparison implements AutoCloseable {
    private final BertTokenizer ours;
    private final RustTokenizer rust;
    private long texts;
    private long tokens;

    Comparison(BertTokenizer ours, RustTokenizer rust) {
        this.ours = ours;
        this.rust = rust;
    }

    static Comparison of(BertTokenizer ours) throws IOException {
        return new Comparison(ours, RustTokenizer.like(ours));
    }

    /// Same ids, same spelling, same places.
    void check(String text) {
        Pieces expected = rust.tokenize(RandomTexts.withoutHalves(text));
        Pieces actual = Pieces.of(ours.tokenize(text));
        texts++;
        tokens += expected.lines().size();
        if (!expected.equals(actual)) {
            assertEquals(
                    String.join("\n", expected.lines()),
                    String.join("\n", actual.lines()),
                    () -> "text " + texts + ": " + escaped(text));
        }
    }

    String summary() {
        return "%,d texts, %,d tokens".formatted(texts, tokens);
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars()
                .forEach(
                        unit ->
                                escaped.append(
                                        unit > ' ' && unit < 0x7F
                                                ? Character.toString(unit)
                                                : "\\u%04x".formatted(unit)));
        return escaped.toString();
    }

    @Override
    public void close() {
        rust.close();
    }
}
