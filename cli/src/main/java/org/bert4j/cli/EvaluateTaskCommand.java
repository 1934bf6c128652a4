package org.bert4j.cli;

import me.tongfei.progressbar.ProgressBar;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.dataset.ExampleStream;
import org.bert4j.evaluate.Evaluation;
import org.bert4j.evaluate.TaskEvaluation;
import org.bert4j.evaluate.TaskEvaluation.AnswerListener;
import org.bert4j.task.Calibrator;
import org.bert4j.task.Scorer;
import org.bert4j.task.Task;
import org.bert4j.task.TaskModel;
import org.bert4j.tensor.Precision;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// `bert4j evaluate TASK`, for every task but question answering.
@Command(sortOptions = false)
final class EvaluateTaskCommand<E, A> implements Runnable, Judge {
    private final TaskFlags<E, A> flags;

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Mixin private ModelOption model;

    @Mixin private EvaluationFlags evaluation;

    @Option(
            names = "--calibrate",
            description =
                    "Fit a temperature on these data and save it with the model, so that its"
                            + " probabilities can be believed; its answers stay the same.")
    private boolean calibrate;

    @Mixin private PrecisionOption precision;

    @Mixin private DeviceOption device;

    EvaluateTaskCommand(TaskFlags<E, A> flags) {
        this.flags = flags;
    }

    @Override
    public void run() {
        if (spec.commandLine().getParseResult().hasMatchedOption("--slice-by")) {
            evaluation.wantSlices();
        }
        evaluation.judge(this, model);
    }

    @Override
    public Judgement judge(Path directory, boolean writes) {
        Task<E, A> task = task();
        try (Checkpoint checkpoint = Checkpoint.open(directory);
                ExampleStream<E> examples = task.open(evaluation.data());
                TaskModel<E, A> trained = task.load(checkpoint)) {
            System.err.println("Data: " + examples.description());
            Scorer<E, A> scorer = trained.scorer();
            Optional<Calibrator<E, A>> calibrator =
                    calibrate && writes ? Optional.of(calibrator(trained)) : Optional.empty();
            Evaluation result =
                    evaluation.evaluate(
                            writes,
                            lines ->
                                    evaluate(
                                            trained,
                                            examples,
                                            scorer,
                                            (example, answer) -> {
                                                lines.accept(() -> task.line(example, answer));
                                                calibrator.ifPresent(
                                                        all -> all.add(example, answer));
                                            }));
            calibrator.ifPresent(all -> save(all.fit(), checkpoint.directory()));
            return new Judgement(task.name(), result, scorer.sample());
        }
    }

    @Override
    public void requireModel(Path directory) {
        try (Checkpoint checkpoint = Checkpoint.open(directory)) {
            task().load(checkpoint).close();
        }
    }

    private Calibrator<E, A> calibrator(TaskModel<E, A> trained) {
        return trained.calibrator()
                .orElseThrow(
                        () ->
                                new ParameterException(
                                        spec.commandLine(),
                                        "--calibrate is for classify, nli and pairs; leave it"
                                                + " out"));
    }

    private static void save(Calibrator.Fit fit, Path directory) {
        fit.save(directory);
        System.err.printf(
                Locale.ROOT,
                "Temperature %.3f, saved in %s: expected calibration error %.4f instead of %.4f,"
                        + " loss %.4f instead of %.4f on these data%n",
                fit.temperature(),
                directory,
                fit.fitted().expectedError(),
                fit.plain().expectedError(),
                fit.fitted().loss(),
                fit.plain().loss());
    }

    private Task<E, A> task() {
        try {
            return flags.task();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private Evaluation evaluate(
            TaskModel<E, A> trained,
            ExampleStream<E> examples,
            Scorer<E, A> scorer,
            AnswerListener<E, A> listener) {
        Precision used = precision.precision();
        try (ProgressBar bar = Bars.count("Evaluating", "examples")) {
            return new TaskEvaluation<>(trained)
                    .evaluate(examples, scorer, used, bar::stepTo, listener);
        }
    }
}
