package org.bert4j.task;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// What a classifier says of a text.
///
/// @param scores every label with its probability, most probable first
public record Classification(List<Scored> scores) {
    /// A label.
    ///
    /// @param id          its number in the model
    /// @param probability in [0, 1]; those of one answer add up to 1
    /// @param logit       the model's own score, from which the probabilities are computed
    public record Scored(String label, int id, double probability, double logit) {}

    /// Softmax over the scores.
    ///
    /// @param logits by label id
    public static Classification ofLogits(List<String> labels, double[] logits) {
        double largest = Arrays.stream(logits).max().orElseThrow();
        double sum = Arrays.stream(logits).map(logit -> Math.exp(logit - largest)).sum();
        return new Classification(
                IntStream.range(0, logits.length)
                        .mapToObj(
                                id ->
                                        new Scored(
                                                labels.get(id),
                                                id,
                                                Math.exp(logits[id] - largest) / sum,
                                                logits[id]))
                        .sorted(Comparator.comparingDouble(Scored::logit).reversed())
                        .toList());
    }

    /// The most probable label.
    public Scored best() {
        return scores.getFirst();
    }
}
