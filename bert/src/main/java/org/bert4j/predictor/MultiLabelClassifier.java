package org.bert4j.predictor;

import org.bert4j.dataset.TextExample;
import org.bert4j.task.LabelSet;
import org.bert4j.task.MultiLabelTask;
import org.bert4j.tensor.Precision;

import java.nio.file.Path;
import java.util.List;

/// Says which of its labels fit a text: none, one or several.
///
/// ```java
/// try (MultiLabelClassifier classifier = MultiLabelClassifier.open(Path.of("my-model"))) {
///     System.out.println(classifier.classify("I did not expect that, thank you!").labels());
/// }
/// ```
///
/// Safe for many threads.
public final class MultiLabelClassifier implements AutoCloseable {
    private final TaskPredictor<TextExample, LabelSet> predictor;

    private MultiLabelClassifier(TaskPredictor<TextExample, LabelSet> predictor) {
        this.predictor = predictor;
    }

    /// Opens a model directory, or the directory of a training run (its best model).
    ///
    /// @throws org.bert4j.tokenizer.BadInputException if there is no usable model of this task
    public static MultiLabelClassifier open(Path directory) {
        return open(directory, Precision.FP32);
    }

    /// The same in another precision: bfloat16 and 8-bit integers are faster on processors that have them, and round.
    public static MultiLabelClassifier open(Path directory, Precision precision) {
        return new MultiLabelClassifier(
                TaskPredictor.open(MultiLabelTask.DEFAULT, directory, precision));
    }

    public LabelSet classify(String text) {
        return predictor.predict(TextExample.unlabelled("text", List.of(text)));
    }

    /// Many texts at once, which is faster than one by one.
    public List<LabelSet> classify(List<String> texts) {
        return predictor.predict(
                texts.stream().map(text -> TextExample.unlabelled("text", List.of(text))).toList());
    }

    @Override
    public void close() {
        predictor.close();
    }
}
