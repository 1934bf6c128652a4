package org.bert4j.trainer;

import org.bert4j.encoder.BertEncoder;
import org.bert4j.tensor.AdamW;
import org.bert4j.tensor.Tensor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which parameters are updated alike: with or without weight decay, and at what share of the learning rate.
///
/// Layer-wise decay (Clark et al. 2020, ELECTRA, `get_layer_lrs`): the head learns at the full rate, the last layer at
/// `decay^2` of it, each layer below at `decay` of the one above, the embeddings slowest.
final class ParameterGroups {
    private static final String LAYER = "bert.encoder.layer.";

    private ParameterGroups() {}

    /// @param parameters the trained ones by published name
    static List<AdamW.Group> of(Map<String, Tensor> parameters, TrainingOptions.Update update) {
        int layers =
                1 + parameters.keySet().stream().mapToInt(ParameterGroups::layer).max().orElse(0);
        Map<String, Map<String, Tensor>> members = new LinkedHashMap<>();
        Map<String, Double> rates = new LinkedHashMap<>();
        parameters.forEach(
                (name, tensor) -> {
                    double rate = rateFactor(name, layers, update);
                    String group =
                            (isDecayed(name) ? "decayed" : "undecayed")
                                    + (rate == 1 ? "" : ".rate_" + rate);
                    members.computeIfAbsent(group, _ -> new LinkedHashMap<>()).put(name, tensor);
                    rates.put(group, rate);
                });
        List<AdamW.Group> groups = new ArrayList<>();
        members.forEach(
                (group, tensors) ->
                        groups.add(
                                new AdamW.Group(
                                        group,
                                        tensors,
                                        group.startsWith("decayed"),
                                        rates.get(group))));
        return groups;
    }

    /// Weight decay leaves normalisation and biases alone (google-research/bert, optimization.py).
    static boolean isDecayed(String name) {
        return !name.contains("LayerNorm") && !name.endsWith("bias");
    }

    private static double rateFactor(String name, int layers, TrainingOptions.Update update) {
        if (!BertEncoder.isPart(name)) {
            return update.headLearningRate().isPresent()
                    ? update.headLearningRate().getAsDouble() / update.learningRate()
                    : 1;
        }
        int depth = name.startsWith(LAYER) ? layer(name) + 1 : 0;
        return StrictMath.pow(update.layerDecay(), layers + 2 - depth); // names the group, too
    }

    /// The number of the layer a parameter belongs to; 0 for those of none.
    private static int layer(String name) {
        if (!name.startsWith(LAYER)) {
            return 0;
        }
        return Integer.parseInt(name.substring(LAYER.length(), name.indexOf('.', LAYER.length())));
    }
}
