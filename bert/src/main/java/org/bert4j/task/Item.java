package org.bert4j.task;

import org.bert4j.feature.TokenRow;

import java.util.List;
import java.util.function.Function;

/// An example with the rows the model sees of it: one row for most, several for windows over a long text, for choices,
/// and for texts that are embedded one by one.
///
/// @param example what it was made from
/// @param rows    at least one
public record Item<E>(E example, List<? extends TokenRow> rows) {
    /// Makes items of examples on all processors. Where several examples are at fault, it is the first of them that is
    /// named, not the one that a thread came upon first.
    public static <E> List<Item<E>> all(List<E> examples, Function<E, Item<E>> item) {
        try {
            return examples.parallelStream().map(item).toList();
        } catch (RuntimeException e) {
            return examples.stream().map(item).toList();
        }
    }

    /// Tokens of the longest row.
    public int length() {
        return rows.stream().mapToInt(TokenRow::length).max().orElseThrow();
    }

    /// Whether a text of the example is longer than what the model sees of it.
    public boolean isCut() {
        return rows.stream().anyMatch(TokenRow::isCut);
    }

    /// Tokens of all rows.
    public int tokens() {
        return rows.stream().mapToInt(TokenRow::length).sum();
    }
}
