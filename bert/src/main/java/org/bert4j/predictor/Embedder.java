package org.bert4j.predictor;

import org.bert4j.dataset.TextExample;
import org.bert4j.task.EmbedTask;
import org.bert4j.task.Embeddings;
import org.bert4j.tensor.Precision;

import java.nio.file.Path;
import java.util.List;

/// Gives texts vectors, so that texts which mean the same point the same way. Any BERT will do; one that was trained for it, such as the starters, does well.
///
/// ```java
/// try (Embedder embedder = Embedder.open(Path.of("my-model"))) {
///     float[] vector = embedder.embed("A man plays the guitar.");
/// }
/// ```
///
/// Safe for many threads.
public final class Embedder implements AutoCloseable {
    private final TaskPredictor<TextExample, Embeddings> predictor;

    private Embedder(TaskPredictor<TextExample, Embeddings> predictor) {
        this.predictor = predictor;
    }

    /// Opens a model directory, or the directory of a training run (its best model).
    ///
    /// @throws org.bert4j.tokenizer.BadInputException if there is no usable model of this task
    public static Embedder open(Path directory) {
        return open(directory, Precision.FP32);
    }

    /// The same in another precision: bfloat16 and 8-bit integers are faster on processors that have them, and round.
    public static Embedder open(Path directory, Precision precision) {
        return new Embedder(TaskPredictor.open(EmbedTask.DEFAULT, directory, precision));
    }

    /// @return a vector of the encoder's width, not scaled
    public float[] embed(String text) {
        return predictor
                .predict(TextExample.unlabelled("text", List.of(text)))
                .vectors()
                .getFirst();
    }

    /// Many texts at once, which is faster than one by one.
    public List<float[]> embed(List<String> texts) {
        return predictor
                .predict(
                        texts.stream()
                                .map(text -> TextExample.unlabelled("text", List.of(text)))
                                .toList())
                .stream()
                .map(answer -> answer.vectors().getFirst())
                .toList();
    }

    /// The cosine of two texts' vectors: 1 for the same direction.
    public double similarity(String text, String other) {
        return predictor.predict(TextExample.unlabelled("text", List.of(text, other))).cosine();
    }

    @Override
    public void close() {
        predictor.close();
    }
}
