package org.bert4j.task;

import org.bert4j.metric.Calibration;
import org.bert4j.metric.Temperature;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/// Makes the probabilities of a classifier believable: fits a temperature on answers to examples that it was not trained
/// on, and saves it beside the model. The labels it answers with stay the same.
///
/// ```java
/// Calibrator<TextExample, Classification> calibrator = model.calibrator().orElseThrow();
/// calibrator.add(example, answer);
/// calibrator.fit().save(directory);
/// ```
///
/// @param <E> examples
/// @param <A> answers
public final class Calibrator<E, A> {
    private final List<Temperature.Judged> examples = new ArrayList<>();
    private final Map<String, Object> options;
    private final BiFunction<E, A, Temperature.Judged> judge;

    /// @param options with which the model answers, as they are saved
    /// @param judge   gives the logits of an answer and the number of the right label
    Calibrator(Map<String, Object> options, BiFunction<E, A, Temperature.Judged> judge) {
        this.options = options;
        this.judge = judge;
    }

    /// Counts an answer.
    public void add(E example, A answer) {
        examples.add(judge.apply(example, answer));
    }

    static Temperature.Judged judged(Classification answer, int truth) {
        double[] logits = new double[answer.scores().size()];
        answer.scores().forEach(scored -> logits[scored.id()] = scored.logit());
        return new Temperature.Judged(logits, truth);
    }

    /// @throws IllegalArgumentException if no answer was counted
    public Fit fit() {
        double temperature = Temperature.fit(examples);
        return new Fit(
                temperature, Quality.of(examples, 1), Quality.of(examples, temperature), options);
    }

    /// What was found.
    ///
    /// @param plain   without a temperature
    /// @param fitted  with it, on the same examples
    /// @param options with which the model answered
    public record Fit(
            double temperature, Quality plain, Quality fitted, Map<String, Object> options) {
        /// Writes the temperature beside a classifier; whoever opens it then has the fitted probabilities. A model of other
        /// origin gets a file for it, with the options that it was fitted for.
        public void save(Path directory) {
            Map<String, Object> changed = new LinkedHashMap<>(options);
            changed.put(ClassifyTask.TEMPERATURE, temperature);
            SavedOptions.change(directory, ClassifyTask.FILE, changed);
        }
    }

    /// How far probabilities can be believed.
    ///
    /// @param loss          mean negative log-likelihood of the truth, in nats
    /// @param expectedError expected calibration error, in [0, 1]
    public record Quality(double loss, double expectedError) {
        private static Quality of(List<Temperature.Judged> examples, double temperature) {
            Calibration calibration = new Calibration();
            for (Temperature.Judged example : examples) {
                int best = largest(example.logits());
                double probability =
                        Math.exp(
                                -Temperature.loss(
                                        List.of(new Temperature.Judged(example.logits(), best)),
                                        temperature));
                calibration.add(probability, best == example.truth() ? 1 : 0);
            }
            return new Quality(
                    Temperature.loss(examples, temperature), calibration.expectedError());
        }

        private static int largest(double[] logits) {
            int best = 0;
            for (int i = 1; i < logits.length; i++) {
                best = logits[i] > logits[best] ? i : best;
            }
            return best;
        }
    }
}
