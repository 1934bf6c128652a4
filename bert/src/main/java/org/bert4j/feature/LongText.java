package org.bert4j.feature;

import java.util.Locale;

/// What becomes of a text that is longer than the model takes.
public enum LongText {
    /// Its beginning is kept.
    HEAD,
    /// Its end is kept.
    TAIL,
    /// A quarter of the room keeps the beginning, the rest the end (Sun et al. 2019, "How to Fine-Tune BERT for Text
    /// Classification?", section 5.3.1).
    HEAD_TAIL,
    /// It is cut into windows that overlap by a quarter; the scores of all windows are averaged.
    WINDOWS;

    /// The name on the command line: `head-tail`.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// @throws IllegalArgumentException if there is no such way
    public static LongText named(String name) {
        for (LongText way : values()) {
            if (way.toString().equals(name.toLowerCase(Locale.ROOT))) {
                return way;
            }
        }
        throw new IllegalArgumentException(
                "'%s' is not one of head, tail, head-tail, windows".formatted(name));
    }
}
