package org.bert4j.cli;

import me.tongfei.progressbar.ProgressBar;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.dataset.QaExample;
import org.bert4j.dataset.QaFiles;
import org.bert4j.evaluate.Evaluation;
import org.bert4j.evaluate.QaEvaluation;
import org.bert4j.evaluate.QaMetricChoice;
import org.bert4j.metric.QaMetric;
import org.bert4j.metric.Sample;
import org.bert4j.task.PredictionFiles;
import org.bert4j.task.QaModel;
import org.bert4j.task.QaOptions;
import org.bert4j.tensor.Precision;
import org.bert4j.tokenizer.BadInputException;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

import java.nio.file.Path;
import java.util.Map;

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
        flags.judge(this, model);
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
            return new Judgement("qa", result, official);
        }
    }

    @Override
    public void requireModel(Path directory) {
        try (Checkpoint checkpoint = Checkpoint.open(directory)) {
            QaModel.load(checkpoint, 0).close();
        }
    }

    @Override
    public void requireAnswers(Path predictions) {
        PredictionFiles.read(predictions);
    }

    /// Null odds are not in the file, so figures that need them are not compared.
    @Override
    public Judgement judgeAnswers(Path predictions, Judgement own) {
        Map<String, String> texts = PredictionFiles.read(predictions);
        QaMetric official = choice().create();
        try (QaFiles paragraphs = QaFiles.open(flags.data())) {
            while (paragraphs.hasNext()) {
                for (QaExample question : paragraphs.next().examples()) {
                    String text = texts.get(question.id());
                    if (text == null) {
                        throw new BadInputException(
                                "%s has no answer to the question \"%s\"; compare answers to the same data."
                                        .formatted(predictions, question.id()));
                    }
                    official.add(question.answers(), text, 0);
                }
            }
        }
        return new Judgement("qa", own.evaluation(), new WithoutThresholds(official));
    }

    /// Leaves out the figures that are looked for among null odds.
    private record WithoutThresholds(Sample all) implements Sample {
        @Override
        public int size() {
            return all.size();
        }

        @Override
        public Map<String, Object> figuresOf(int[] draw) {
            Map<String, Object> figures = all.figuresOf(draw);
            figures.keySet().removeIf(name -> name.startsWith("best_"));
            return figures;
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
        QaMetricChoice choice = choice();
        return flags.evaluateForPage(
                writes,
                lines ->
                        evaluate(
                                evaluation,
                                official,
                                questions,
                                writes,
                                (question, prediction) ->
                                        lines.accept(
                                                () -> prediction.line(question, choice.create()))));
    }

    private Evaluation evaluate(
            QaEvaluation evaluation,
            QaMetric official,
            int questions,
            boolean writes,
            QaEvaluation.AnswerListener listener) {
        if (flags.predictions() == null || !writes) {
            return evaluate(evaluation, official, questions, listener);
        }
        boolean withNullOdds = evaluation.options().answers().noAnswerAllowed();
        try (PredictionFiles files = PredictionFiles.create(flags.predictions(), withNullOdds)) {
            Evaluation result =
                    evaluate(
                            evaluation,
                            official,
                            questions,
                            (question, prediction) -> {
                                files.add(prediction);
                                listener.answered(question, prediction);
                            });
            files.finish();
            return result;
        }
    }

    private Evaluation evaluate(
            QaEvaluation evaluation,
            QaMetric official,
            int questions,
            QaEvaluation.AnswerListener listener) {
        Precision used = precision.precision();
        try (ProgressBar bar = Bars.items("Evaluating", questions, "questions")) {
            return evaluation.evaluate(
                    QaFiles.open(flags.data()), official, used, bar::stepTo, listener);
        }
    }
}
