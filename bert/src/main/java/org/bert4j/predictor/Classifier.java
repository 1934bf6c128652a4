package org.bert4j.predictor;

import org.bert4j.dataset.TextExample;
import org.bert4j.task.Classification;
import org.bert4j.task.ClassifyTask;
import org.bert4j.tensor.Precision;

import java.nio.file.Path;
import java.util.List;

/// Says which of its labels fits a text or a pair of texts: models of the tasks `classify`, `nli` and `pairs`.
///
/// ```java
/// try (Classifier classifier = Classifier.open(Path.of("my-model"))) {
///     System.out.println(classifier.classify("A fine film.").best().label());
/// }
/// ```
///
/// Safe for many threads.
public final class Classifier implements AutoCloseable {
    private final TaskPredictor<TextExample, Classification> predictor;

    private Classifier(TaskPredictor<TextExample, Classification> predictor) {
        this.predictor = predictor;
    }

    /// Opens a model directory, or the directory of a training run (its best model).
    ///
    /// @throws org.bert4j.tokenizer.BadInputException if there is no usable model of this task
    public static Classifier open(Path directory) {
        return open(directory, Precision.FP32);
    }

    /// The same in another precision: bfloat16 and 8-bit integers are faster on processors that have them, and round.
    public static Classifier open(Path directory, Precision precision) {
        return new Classifier(TaskPredictor.open(ClassifyTask.DEFAULT, directory, precision));
    }

    public Classification classify(String text) {
        return predictor.predict(TextExample.unlabelled("text", List.of(text)));
    }

    /// A pair: premise and hypothesis, question and answer, two sentences.
    public Classification classify(String text, String pair) {
        return predictor.predict(TextExample.unlabelled("text", List.of(text, pair)));
    }

    /// Many texts at once, which is faster than one by one.
    public List<Classification> classify(List<String> texts) {
        return predictor.predict(
                texts.stream().map(text -> TextExample.unlabelled("text", List.of(text))).toList());
    }

    @Override
    public void close() {
        predictor.close();
    }
}
