package org.bert4j.layer;

import java.util.List;

/// Low-rank adaptation (Hu et al. 2021, "LoRA: low-rank adaptation of large language models"): the matrices of a model
/// stay as they are, and beside some of them a product of two narrow ones is learnt, which begins at zero.
///
/// @param rank    width of the narrow matrices
/// @param alpha   the product is multiplied by `alpha / rank`
/// @param targets published names of the layers it stands beside, or how they end, of [#LAYERS]
public record Lora(int rank, double alpha, List<String> targets) {
    /// What it can stand beside: `output.dense` is that of the attention and that of the feed-forward block.
    public static final List<String> LAYERS =
            List.of(
                    "query",
                    "key",
                    "value",
                    "attention.output.dense",
                    "intermediate.dense",
                    "output.dense");

    /// After the name of a layer: A, `[rank, in]`.
    public static final String DOWN = ".lora_A.weight";

    /// After the name of a layer: B, `[out, rank]`.
    public static final String UP = ".lora_B.weight";

    private static final String ENCODER = "bert.encoder.layer.";

    public Lora {
        targets = List.copyOf(targets);
        if (rank < 1) {
            throw new IllegalArgumentException("The rank must be at least 1, not " + rank);
        }
        if (!(alpha > 0)) {
            throw new IllegalArgumentException("alpha must be above 0, not " + alpha);
        }
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("No layer is named; choose of " + LAYERS);
        }
        for (String target : targets) {
            if (!LAYERS.contains(target)) {
                throw new IllegalArgumentException(
                        "'%s' is no layer; choose of %s".formatted(target, LAYERS));
            }
        }
    }

    /// What the product is multiplied by.
    public double scale() {
        return alpha / rank;
    }

    /// Whether it stands beside a layer.
    ///
    /// @param place full published name of the layer: `bert.encoder.layer.0.attention.self.query`
    boolean isBeside(String place) {
        return place.startsWith(ENCODER)
                && targets.stream().anyMatch(target -> place.endsWith("." + target));
    }

    /// Whether a parameter is one of the narrow matrices.
    public static boolean isPart(String name) {
        return name.endsWith(DOWN) || name.endsWith(UP);
    }
}
