package org.bert4j.cli;

import org.bert4j.dataset.Columns;

import picocli.CommandLine.Option;

import java.util.List;

/// Where a table has its texts and labels, and what the answers are judged by besides.
final class JudgedColumnFlags extends ColumnFlags {
    @Option(
            names = "--slice-by",
            split = ",",
            paramLabel = "C",
            description =
                    "Columns, such as genre: how good are the answers for each of their values?"
                        + " report.html and evaluate show it, besides that by label and length.")
    private List<String> slices = List.of();

    @Override
    Columns columns(String labelSeparator) {
        return super.columns(labelSeparator).withKept(slices);
    }
}
