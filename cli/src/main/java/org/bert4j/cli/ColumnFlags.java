package org.bert4j.cli;

import org.bert4j.dataset.Columns;

import picocli.CommandLine.Option;

import java.util.List;

/// Where a table has its texts and labels.
class ColumnFlags {
    @Option(
            names = "--text-column",
            split = ",",
            paramLabel = "C",
            description =
                    "Column of the text, or columns of the texts in their order (a pair, a triplet,"
                            + " a prompt and its choices), by name or by position from 1 (default:"
                            + " detected and printed).")
    private List<String> texts = List.of();

    @Option(
            names = "--label-column",
            split = ",",
            paramLabel = "C",
            description =
                    "Column of the label or score (default: detected and printed). For multilabel"
                            + " also several columns of 0 and 1, whose names are the labels.")
    private List<String> labels = List.of();

    @Option(
            names = "--language",
            paramLabel = "L",
            description =
                    "Read the rows of one language, where a column \"language\" names it, such as"
                            + " zh of XNLI (default: all).")
    private String language = "";

    Columns columns(String labelSeparator) {
        return new Columns(texts, labels, labelSeparator, language, List.of());
    }
}
