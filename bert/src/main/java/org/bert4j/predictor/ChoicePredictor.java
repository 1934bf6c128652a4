package org.bert4j.predictor;

import org.bert4j.dataset.TextExample;
import org.bert4j.task.ChoiceTask;
import org.bert4j.task.Classification;
import org.bert4j.tensor.Precision;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Chooses among some texts the one that goes best with a prompt.
///
/// ```java
/// try (ChoicePredictor predictor = ChoicePredictor.open(Path.of("my-model"))) {
///     System.out.println(predictor.choose("It was raining.", List.of("She opened her umbrella.", "She flew away.")).best().label());
/// }
/// ```
///
/// Safe for many threads.
public final class ChoicePredictor implements AutoCloseable {
    private final TaskPredictor<TextExample, Classification> predictor;

    private ChoicePredictor(TaskPredictor<TextExample, Classification> predictor) {
        this.predictor = predictor;
    }

    /// Opens a model directory, or the directory of a training run (its best model).
    ///
    /// @throws org.bert4j.tokenizer.BadInputException if there is no usable model of this task
    public static ChoicePredictor open(Path directory) {
        return open(directory, Precision.FP32);
    }

    /// The same in another precision: bfloat16 and 8-bit integers are faster on processors that have them, and round.
    public static ChoicePredictor open(Path directory, Precision precision) {
        return new ChoicePredictor(TaskPredictor.open(ChoiceTask.DEFAULT, directory, precision));
    }

    /// The choices with their probabilities; the label of each is its text, the id its number from 0.
    ///
    /// @param choices at least two
    public Classification choose(String prompt, List<String> choices) {
        List<String> texts = Stream.concat(Stream.of(prompt), choices.stream()).toList();
        return predictor.predict(TextExample.unlabelled("text", texts));
    }

    @Override
    public void close() {
        predictor.close();
    }
}
