package org.bert4j.task;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What a multi-label classifier says of a text.
///
/// @param scores every label, most probable first
public record LabelSet(List<Scored> scores) {
    /// A label.
    ///
    /// @param id          its number in the model
    /// @param probability in [0, 1], for itself
    /// @param chosen      true if the probability reaches the label's threshold
    public record Scored(String label, int id, double probability, boolean chosen) {}

    /// @param probabilities by label id
    static LabelSet of(List<String> labels, double[] probabilities, double[] thresholds) {
        List<Scored> scores = new ArrayList<>();
        for (int id = 0; id < probabilities.length; id++) {
            boolean chosen = (float) probabilities[id] >= thresholds[id];
            scores.add(new Scored(labels.get(id), id, probabilities[id], chosen));
        }
        scores.sort(Comparator.comparingDouble(Scored::probability).reversed());
        return new LabelSet(List.copyOf(scores));
    }

    /// The labels chosen, most probable first.
    public List<String> labels() {
        return scores.stream().filter(Scored::chosen).map(Scored::label).toList();
    }

    /// By label id.
    float[] probabilities() {
        float[] byId = new float[scores.size()];
        scores.forEach(scored -> byId[scored.id()] = (float) scored.probability());
        return byId;
    }
}
