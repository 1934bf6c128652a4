package org.bert4j.starters;

import org.bert4j.tensor.StoredTensor;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What the shapes of an encoder's weights say about it.
record EncoderSizes(
        long vocabulary, long positions, long types, long hidden, long intermediate, int layers) {
    private static final int TENSORS_OF_EMBEDDINGS = 5;
    private static final int TENSORS_OF_A_LAYER = 16;

    /// @throws IllegalArgumentException if these are not exactly the tensors of an encoder
    static EncoderSizes of(List<StoredTensor> weights) {
        Map<String, long[]> shapes =
                weights.stream().collect(Collectors.toMap(StoredTensor::name, StoredTensor::shape));
        int layers = layers(shapes);
        int expected = TENSORS_OF_EMBEDDINGS + TENSORS_OF_A_LAYER * layers;
        if (shapes.size() != expected) {
            throw new IllegalArgumentException(
                    "%d tensors where %d layers have %d"
                            .formatted(shapes.size(), layers, expected));
        }
        return new EncoderSizes(
                rows(shapes, "embeddings.word_embeddings.weight"),
                rows(shapes, "embeddings.position_embeddings.weight"),
                rows(shapes, "embeddings.token_type_embeddings.weight"),
                rows(shapes, "embeddings.LayerNorm.weight"),
                rows(shapes, "encoder.layer.0.intermediate.dense.weight"),
                layers);
    }

    private static int layers(Map<String, long[]> shapes) {
        int layers = 0;
        while (shapes.containsKey("encoder.layer." + layers + ".output.dense.weight")) {
            layers++;
        }
        return layers;
    }

    private static long rows(Map<String, long[]> shapes, String name) {
        long[] shape = shapes.get(name);
        if (shape == null) {
            throw new IllegalArgumentException("no tensor " + name);
        }
        return shape[0];
    }
}
