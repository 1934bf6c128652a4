package org.bert4j.cli;

import me.tongfei.progressbar.ProgressBar;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.dataset.ExampleStream;
import org.bert4j.evaluate.Evaluation;
import org.bert4j.evaluate.TaskEvaluation;
import org.bert4j.task.Scorer;
import org.bert4j.task.Task;
import org.bert4j.task.TaskModel;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// `bert4j evaluate TASK`, for every task but question answering.
@Command(sortOptions = false)
final class EvaluateTaskCommand<E, A> implements Runnable, Judge {
    private final TaskFlags<E, A> flags;

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Mixin private ModelOption model;

    @Mixin private EvaluationFlags evaluation;

    @Mixin private PrecisionOption precision;

    @Mixin private DeviceOption device;

    EvaluateTaskCommand(TaskFlags<E, A> flags) {
        this.flags = flags;
    }

    @Override
    public void run() {
        evaluation.judge(this, model.directory());
    }

    @Override
    public Judgement judge(Path directory, boolean writes) {
        Task<E, A> task = task();
        try (Checkpoint checkpoint = Checkpoint.open(directory);
                ExampleStream<E> examples = task.open(evaluation.data());
                TaskModel<E, A> trained = task.load(checkpoint)) {
            System.err.println("Data: " + examples.description());
            Scorer<E, A> scorer = trained.scorer();
            Evaluation result =
                    evaluation.evaluate(
                            writes, lines -> evaluate(trained, examples, scorer, lines));
            return new Judgement(result.figures(), scorer.sample());
        }
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
            Consumer<Supplier<Object>> lines) {
        try (ProgressBar bar = Bars.count("Evaluating", "examples")) {
            return new TaskEvaluation<>(trained)
                    .evaluate(
                            examples,
                            scorer,
                            precision.precision(),
                            bar::stepTo,
                            (example, answer) -> lines.accept(() -> line(example, answer)));
        }
    }

    private Map<String, Object> line(E example, A answer) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("truth", flags.truth(example));
        line.putAll(flags.json(example, answer));
        return line;
    }
}
