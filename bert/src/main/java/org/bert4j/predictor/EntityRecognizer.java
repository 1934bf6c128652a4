package org.bert4j.predictor;

import org.bert4j.dataset.TaggedText;
import org.bert4j.task.Entities;
import org.bert4j.task.NerTask;
import org.bert4j.tensor.Precision;

import java.nio.file.Path;
import java.util.List;

/// Finds named entities in texts of any length.
///
/// ```java
/// try (EntityRecognizer recognizer = EntityRecognizer.open(Path.of("my-model"))) {
///     recognizer.find("Ada Lovelace was born in London.").entities().forEach(System.out::println);
/// }
/// ```
///
/// Safe for many threads.
public final class EntityRecognizer implements AutoCloseable {
    private final TaskPredictor<TaggedText, Entities> predictor;

    private EntityRecognizer(TaskPredictor<TaggedText, Entities> predictor) {
        this.predictor = predictor;
    }

    /// Opens a model directory, or the directory of a training run (its best model).
    ///
    /// @throws org.bert4j.tokenizer.BadInputException if there is no usable model of this task
    public static EntityRecognizer open(Path directory) {
        return open(directory, Precision.FP32);
    }

    /// The same in another precision: bfloat16 and 8-bit integers are faster on processors that have them, and round.
    public static EntityRecognizer open(Path directory, Precision precision) {
        return new EntityRecognizer(TaskPredictor.open(NerTask.DEFAULT, directory, precision));
    }

    public Entities find(String text) {
        return predictor.predict(TaggedText.unlabelled("text", text));
    }

    /// Many texts at once, which is faster than one by one.
    public List<Entities> find(List<String> texts) {
        return predictor.predict(
                texts.stream().map(text -> TaggedText.unlabelled("text", text)).toList());
    }

    @Override
    public void close() {
        predictor.close();
    }
}
