package org.bert4j.dataset;

import java.util.List;

/// Which columns of a table hold what, as far as the user says so. A column is given by its name in
/// the header, by its JSON key, or by its position from 1; what is not given is detected.
///
/// ```java
/// Columns.DETECT                                            // look at the file
/// Columns.DETECT.withTexts("review").withLabels("stars")    // by name
/// Columns.DETECT.withTexts("4", "5").withLabels("1")        // by position
/// Columns.DETECT.withLabelSeparator(",")                    // "3,17" are two labels
/// Columns.DETECT.withLanguage("zh")                         // one language of several, as in XNLI
/// ```
///
/// @param texts columns of the texts, in their order; empty: detected
/// @param labels columns of the labels; empty: detected. Several columns that hold nothing but 0
///   and 1 stand for one label each, and their names are the labels
/// @param labelSeparator parts the labels in one cell; empty: a cell is one label
/// @param language which rows are read where a column `language` says theirs; empty: all
/// @param kept columns whose values the examples keep, to judge answers by: a genre, a source
public record Columns(
        List<String> texts,
        List<String> labels,
        String labelSeparator,
        String language,
        List<String> kept) {
    /// Everything is found by looking at the file.
    public static final Columns DETECT = new Columns(List.of(), List.of(), "", "", List.of());

    public Columns {
        texts = List.copyOf(texts);
        labels = List.copyOf(labels);
        kept = List.copyOf(kept);
        kept.forEach(Columns::requireNamed);
        for (String column : texts) {
            requireNamed(column);
            if (labels.contains(column)) {
                throw new IllegalArgumentException(
                        "Column \"%s\" cannot be a text and a label; name another one."
                                .formatted(column));
            }
        }
        labels.forEach(Columns::requireNamed);
    }

    public Columns withTexts(String... columns) {
        return new Columns(List.of(columns), labels, labelSeparator, language, kept);
    }

    public Columns withLabels(String... columns) {
        return new Columns(texts, List.of(columns), labelSeparator, language, kept);
    }

    public Columns withLabelSeparator(String separator) {
        return new Columns(texts, labels, separator, language, kept);
    }

    public Columns withLanguage(String value) {
        return new Columns(texts, labels, labelSeparator, value, kept);
    }

    public Columns withKept(List<String> columns) {
        return new Columns(texts, labels, labelSeparator, language, columns);
    }

    private static void requireNamed(String column) {
        if (column.isBlank()) {
            throw new IllegalArgumentException(
                    "A column name is empty; give a name or a position from 1.");
        }
    }
}
