package org.bert4j.predictor;

import org.bert4j.dataset.TextExample;
import org.bert4j.task.RegressTask;
import org.bert4j.tensor.Precision;

import java.nio.file.Path;
import java.util.List;

/// Gives a text or a pair of texts a number, such as how alike two sentences are.
///
/// ```java
/// try (Regressor regressor = Regressor.open(Path.of("my-model"))) {
///     System.out.println(regressor.score("A man plays the guitar.", "Somebody makes music."));
/// }
/// ```
///
/// Safe for many threads.
public final class Regressor implements AutoCloseable {
    private final TaskPredictor<TextExample, Double> predictor;

    private Regressor(TaskPredictor<TextExample, Double> predictor) {
        this.predictor = predictor;
    }

    /// Opens a model directory, or the directory of a training run (its best model).
    ///
    /// @throws org.bert4j.tokenizer.BadInputException if there is no usable model of this task
    public static Regressor open(Path directory) {
        return open(directory, Precision.FP32);
    }

    /// The same in another precision: bfloat16 and 8-bit integers are faster on processors that have them, and round.
    public static Regressor open(Path directory, Precision precision) {
        return new Regressor(TaskPredictor.open(RegressTask.DEFAULT, directory, precision));
    }

    public double score(String text) {
        return predictor.predict(TextExample.unlabelled("text", List.of(text)));
    }

    /// The score of a pair, in the unit of the training data.
    public double score(String text, String pair) {
        return predictor.predict(TextExample.unlabelled("text", List.of(text, pair)));
    }

    @Override
    public void close() {
        predictor.close();
    }
}
