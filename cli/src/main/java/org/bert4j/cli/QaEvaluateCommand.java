package org.bert4j.cli;

import me.tongfei.progressbar.ProgressBar;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.dataset.QaFiles;
import org.bert4j.evaluate.Evaluation;
import org.bert4j.evaluate.QaEvaluation;
import org.bert4j.evaluate.QaMetricChoice;
import org.bert4j.metric.QaMetric;
import org.bert4j.task.PredictionFiles;
import org.bert4j.task.QaModel;
import org.bert4j.task.QaOptions;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

import java.nio.file.Path;

/// `bert4j evaluate qa`.
@Command(
        name = "qa",
        sortOptions = false,
        description =
                "Score answers with the official metric: SQuAD's, or CMRC's for Chinese. Data:"
                        + " SQuAD-shaped files with answers.",
        footer = {
            "",
            "Example (the demo leaves model and data behind):",
            "  ./bert4j evaluate qa --model ~/.bert4j/demo/en \\",
            "      --data ~/.bert4j/demo/en/unseen.json"
        })
final class QaEvaluateCommand implements Runnable, Judge {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Mixin private ModelOption model;

    @Mixin private EvaluationFlags flags;

    @Option(
            names = "--metric",
            paramLabel = "M",
            description = "squad or cmrc (default: by the language of the data).")
    private QaMetricChoice metric;

    @Option(
            names = "--null-threshold",
            paramLabel = "T",
            description =
                    "Say that there is no answer if that scores more than T above the best answer:"
                            + " the lower T, the more questions are left unanswered (default: the"
                            + " model's, usually 0).")
    private Double nullThreshold;

    @Mixin private PrecisionOption precision;

    @Mixin private DeviceOption device;

    @Override
    public void run() {
        flags.judge(this, model.directory());
    }

    @Override
    public Judgement judge(Path directory, boolean writes) {
        int questions = QaFiles.countQuestions(flags.data());
        try (Checkpoint checkpoint = Checkpoint.open(directory);
                QaModel bert = QaModel.load(checkpoint, 0)) {
            if (!bert.bert().report().initialised().isEmpty()) {
                System.err.println(bert.bert().report().summary());
            }
            QaOptions options = withThreshold(QaOptions.of(checkpoint));
            QaMetric official = choice().create();
            Evaluation result =
                    evaluate(new QaEvaluation(bert, options), official, questions, writes);
            return new Judgement(result.figures(), official);
        }
    }

    private QaOptions withThreshold(QaOptions options) {
        if (nullThreshold == null) {
            return options;
        }
        if (!Double.isFinite(nullThreshold)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--null-threshold is %s; give a finite number".formatted(nullThreshold));
        }
        return options.withAnswers(options.answers().withNullScoreThreshold(nullThreshold));
    }

    private QaMetricChoice choice() {
        return metric == null ? QaMetricChoice.forLanguageOf(QaFiles.first(flags.data())) : metric;
    }

    private Evaluation evaluate(
            QaEvaluation evaluation, QaMetric official, int questions, boolean writes) {
        if (flags.predictions() == null || !writes) {
            return evaluate(evaluation, official, questions, (_, _) -> {});
        }
        boolean withNullOdds = evaluation.options().answers().noAnswerAllowed();
        try (PredictionFiles files = PredictionFiles.create(flags.predictions(), withNullOdds)) {
            Evaluation result =
                    evaluate(
                            evaluation,
                            official,
                            questions,
                            (_, prediction) -> files.add(prediction));
            files.finish();
            return result;
        }
    }

    private Evaluation evaluate(
            QaEvaluation evaluation,
            QaMetric official,
            int questions,
            QaEvaluation.AnswerListener listener) {
        try (ProgressBar bar = Bars.items("Evaluating", questions, "questions")) {
            return evaluation.evaluate(
                    QaFiles.open(flags.data()),
                    official,
                    precision.precision(),
                    bar::stepTo,
                    listener);
        }
    }
}
