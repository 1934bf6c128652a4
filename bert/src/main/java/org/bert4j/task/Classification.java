package org.bert4j.task;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        return ofLogits(labels, logits, 1);
    }

    /// Softmax over the scores, which are divided by a temperature that makes the probabilities believable.
    ///
    /// @param logits by label id
    static Classification ofLogits(List<String> labels, double[] logits, double temperature) {
        double largest = Arrays.stream(logits).max().orElseThrow();
        double sum =
                Arrays.stream(logits).map(logit -> Math.exp((logit - largest) / temperature)).sum();
        return new Classification(
                IntStream.range(0, logits.length)
                        .mapToObj(
                                id ->
                                        new Scored(
                                                labels.get(id),
                                                id,
                                                Math.exp((logits[id] - largest) / temperature)
                                                        / sum,
                                                logits[id]))
                        .sorted(Comparator.comparingDouble(Scored::logit).reversed())
                        .toList());
    }

    /// For machines: `label`, `probability`, and `scores`, the probabilities by label.
    public Map<String, Object> toMap() {
        Map<String, Object> probabilities = new LinkedHashMap<>();
        scores.forEach(scored -> probabilities.put(scored.label(), scored.probability()));
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("label", best().label());
        map.put("probability", best().probability());
        map.put("scores", probabilities);
        return map;
    }

    /// The most probable label.
    public Scored best() {
        return scores.getFirst();
    }
}
