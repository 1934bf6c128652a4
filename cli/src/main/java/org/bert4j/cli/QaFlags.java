package org.bert4j.cli;

import org.bert4j.feature.QaFeatureOptions;
import org.bert4j.task.AnswerOptions;
import org.bert4j.task.QaOptions;
import org.bert4j.tokenizer.WindowStride;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/// How questions and contexts become windows; saved with the model.
final class QaFlags {
    @Option(
            names = "--max-length",
            paramLabel = "N",
            defaultValue = "384",
            description = "Longest window in tokens (default ${DEFAULT-VALUE}).")
    private int maxLength;

    @Option(
            names = "--max-question-length",
            paramLabel = "N",
            defaultValue = "64",
            description = "Longest question in tokens (default ${DEFAULT-VALUE}).")
    private int maxQuestionLength;

    @Option(
            names = "--max-answer-length",
            paramLabel = "N",
            defaultValue = "30",
            description = "Longest answer in tokens (default ${DEFAULT-VALUE}).")
    private int maxAnswerLength;

    @ArgGroup private Stride stride = new Stride();

    private static final class Stride {
        @Option(
                names = "--window-step",
                paramLabel = "N",
                description =
                        "Tokens from one window's begin to the next, as Google's run_squad (default"
                                + " 128).")
        private Integer step;

        @Option(
                names = "--window-overlap",
                paramLabel = "N",
                description = "Tokens that neighbouring windows share, as Hugging Face's run_qa.")
        private Integer overlap;

        WindowStride value() {
            return overlap == null
                    ? new WindowStride.Step(step == null ? 128 : step)
                    : new WindowStride.Overlap(overlap);
        }
    }

    QaOptions options() {
        return new QaOptions(
                new QaFeatureOptions(maxLength, stride.value(), maxQuestionLength),
                AnswerOptions.SQUAD_1.withMaxAnswerLength(maxAnswerLength));
    }
}
