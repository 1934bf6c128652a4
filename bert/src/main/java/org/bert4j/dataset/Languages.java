package org.bert4j.dataset;

import org.bert4j.tokenizer.BadInputException;

import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The languages of a file whose rows name theirs, as those of XNLI do, and which of them is wanted.
///
/// @param rows how many rows there are of each
/// @param wanted one of them, or empty for all
record Languages(Column column, SortedMap<String, Integer> rows, String wanted) {
    /// Reads a file to its end.
    ///
    /// @throws BadInputException if it has no row of the wanted language
    static Languages count(String file, Column column, RowSource source, String wanted) {
        SortedMap<String, Integer> rows = new TreeMap<>();
        for (Row row = source.next(); row != null; row = source.next()) {
            rows.merge(language(row, column), 1, Integer::sum);
        }
        String normal = normal(wanted);
        if (!normal.isEmpty() && !rows.containsKey(normal)) {
            throw new BadInputException(
                    "%s has no row with \"%s\" in %s; choose from %s."
                            .formatted(file, wanted, column, String.join(", ", rows.keySet())));
        }
        return new Languages(column, rows, normal);
    }

    boolean holds(Row row) {
        return wanted.isEmpty() || wanted.equals(language(row, column));
    }

    /// Such as `; language = "language": only zh, 2490 rows (not ar 2490, bg 2490)`.
    String describe() {
        String counts =
                rows.keySet().stream()
                        .filter(language -> !language.equals(wanted))
                        .map(language -> language + " " + rows.get(language))
                        .collect(Collectors.joining(", "));
        String what =
                wanted.isEmpty()
                        ? "all of " + counts
                        : "only %s, %d rows".formatted(wanted, rows.get(wanted))
                                + (counts.isEmpty() ? "" : " (not %s)".formatted(counts));
        return "; language = %s: %s".formatted(column, what);
    }

    private static String language(Row row, Column column) {
        return normal(String.join(" ", row.cell(column)));
    }

    private static String normal(String language) {
        return language.strip().toLowerCase(Locale.ROOT);
    }
}
