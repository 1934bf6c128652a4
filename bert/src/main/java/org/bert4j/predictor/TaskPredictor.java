package org.bert4j.predictor;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.checkpoint.LoadReport;
import org.bert4j.evaluate.TaskAnswering;
import org.bert4j.task.Task;
import org.bert4j.task.TaskModel;
import org.bert4j.tensor.Precision;
import org.bert4j.tokenizer.BadInputException;

import java.nio.file.Path;
import java.util.List;

/// Predicts with a model of any task; the predictors of the built-in tasks are typed fronts of it.
///
/// Safe for many threads: their examples are computed one after the other, each on all cores.
///
/// @param <E> examples
/// @param <A> answers
public final class TaskPredictor<E, A> implements AutoCloseable {
    private final TaskModel<E, A> model;
    private final Precision precision;
    private final Worker worker;

    private TaskPredictor(TaskModel<E, A> model, Precision precision, Worker worker) {
        this.model = model;
        this.precision = precision;
        this.worker = worker;
    }

    /// Opens a model directory, or the directory of a training run (its best model).
    ///
    /// @throws BadInputException if there is no usable model of this task
    public static <E, A> TaskPredictor<E, A> open(Task<E, A> task, Path directory) {
        return open(task, directory, Precision.FP32);
    }

    /// The same in another precision: bfloat16 and 8-bit integers are faster on processors that have them, and round.
    ///
    /// @throws BadInputException if this machine cannot compute in it
    public static <E, A> TaskPredictor<E, A> open(
            Task<E, A> task, Path directory, Precision precision) {
        return Worker.open(
                precision,
                worker -> {
                    try (Checkpoint checkpoint = Checkpoint.open(directory)) {
                        return new TaskPredictor<>(task.load(checkpoint), precision, worker);
                    }
                });
    }

    /// What was loaded.
    public LoadReport report() {
        return model.report();
    }

    public A predict(E example) {
        return predict(List.of(example)).getFirst();
    }

    /// Answers in the order of the examples; give up to a few hundred at a time.
    public List<A> predict(List<E> examples) {
        return worker.call(() -> new TaskAnswering<>(model, precision).answer(examples));
    }

    /// Waits for what is being computed, then gives the model's memory back.
    @Override
    public void close() {
        worker.close();
        model.close();
    }
}
