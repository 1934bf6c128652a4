package org.bert4j.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Which columns of one file hold what.
///
/// @param texts columns of the texts in their order; the first may be the prompt of choices
/// @param lead a column whose text goes before each choice, or none
/// @param labels columns of the labels, none if no label is wanted
/// @param flags whether the label columns hold 0 or 1, and their names are the labels
/// @param kept columns whose values the examples keep
record Layout(
        List<Column> texts,
        List<Column> lead,
        List<Column> labels,
        boolean flags,
        List<Column> kept) {
    private static final List<String> ROLES = List.of("text", "pair", "third text");

    /// Such as `text = "text_a", label = column 2`.
    String describe(TableShape shape, String labelSeparator) {
        List<String> parts = new ArrayList<>();
        if (shape.choices()) {
            parts.add("prompt = " + texts.getFirst());
            lead.forEach(column -> parts.add("question = " + column));
            parts.add("choices = " + ColumnNames.join(texts.subList(1, texts.size()), ", "));
        } else {
            for (int i = 0; i < texts.size(); i++) {
                parts.add("%s = %s".formatted(ROLES.get(i), texts.get(i)));
            }
        }
        if (!labels.isEmpty()) {
            parts.add(describeLabels(shape, labelSeparator));
        }
        if (!kept.isEmpty()) {
            parts.add("judged by = " + ColumnNames.join(kept, ", "));
        }
        return String.join(", ", parts);
    }

    private String describeLabels(TableShape shape, String separator) {
        String columns = ColumnNames.join(labels, ", ");
        if (flags) {
            return "labels = the columns that hold 1 among " + columns;
        }
        return switch (shape.label()) {
            case SCORE -> "score = " + columns;
            case SEVERAL ->
                    "labels = "
                            + columns
                            + (separator.isEmpty() ? "" : " parted by \"%s\"".formatted(separator));
            case ONE, NONE -> "label = " + columns;
        };
    }

    /// The columns of a file that hold none of these.
    List<Column> unused(List<Column> all) {
        List<Column> used = Stream.of(texts, lead, labels, kept).flatMap(List::stream).toList();
        return all.stream().filter(column -> !used.contains(column)).toList();
    }

    /// Such as `; not used: "id", "rating"`, or nothing.
    static String describeUnused(List<Column> unused) {
        return unused.isEmpty() ? "" : "; not used: " + ColumnNames.join(unused, ", ");
    }
}
