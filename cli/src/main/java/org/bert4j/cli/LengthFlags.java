package org.bert4j.cli;

import org.bert4j.feature.LongText;
import org.bert4j.task.TextOptions;

import picocli.CommandLine.Option;

/// How texts become rows; saved with the model.
final class LengthFlags {
    @Option(
            names = "--max-length",
            paramLabel = "N",
            description =
                    "Tokens of a row, [CLS] and [SEP] included (default ${DEFAULT-VALUE}, or as"
                            + " many as the model has positions).")
    private int maxLength = TextOptions.DEFAULT.maxLength();

    @Option(
            names = "--long-text",
            paramLabel = "WAY",
            description =
                    "What becomes of longer texts: head keeps the beginning (default), tail the"
                            + " end, head-tail both; windows averages the scores of overlapping"
                            + " windows (not for choice and embed). How many are cut is printed.")
    private LongText longText = TextOptions.DEFAULT.longText();

    TextOptions options() {
        return new TextOptions(maxLength, longText);
    }
}
