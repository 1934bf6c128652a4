package org.bert4j.trainer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.bert4j.checkpoint.Golden;
import org.bert4j.checkpoint.JsonFiles;
import org.bert4j.tensor.AdamW;
import org.bert4j.tensor.Gradients;
import org.bert4j.tensor.Tensor;
import org.bert4j.tensor.TensorScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Against torch.optim.AdamW, transformers' schedules and Google's formulas; the origin is in the file.
class OptimizerGoldenTest {
    private static final JsonNode GOLDEN = golden();

    private static JsonNode golden() {
        try {
            return JsonFiles.readObject(
                    Path.of(OptimizerGoldenTest.class.getResource("optimizer.json").toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({"torchAdamW, true", "googleAdamWeightDecay, false"})
    void updatesAreThoseOfTheReference(String variant, boolean biasCorrection) {
        double epsilon = GOLDEN.get(variant).get("epsilon").asDouble();
        for (JsonNode expected : GOLDEN.get(variant).get("cases")) {
            double decay = expected.get("weightDecay").asDouble();
            var options = new AdamW.Options(0.9, 0.999, epsilon, decay, biasCorrection);
            try (var _ = TensorScope.open()) {
                float[] start = Golden.floats(GOLDEN.get("parameters"));
                Tensor weight = Tensor.of(start, start.length).trainable(true);
                AdamW optimizer = optimizer(options, Map.of("weight", weight));
                for (int step = 0; step < GOLDEN.get("gradients").size(); step++) {
                    optimizer.clearGradients();
                    setGradient(weight, Golden.floats(GOLDEN.get("gradients").get(step)));
                    optimizer.step(GOLDEN.get("learningRate").asDouble());
                    assertArrayEquals(
                            Golden.floats(expected.get("float64").get(step)),
                            weight.toFloats(),
                            3e-7f,
                            "%s, decay %s, step %d".formatted(variant, decay, step));
                }
            }
        }
    }

    @Test
    void clippingIsThatOfTorch() {
        for (JsonNode expected : GOLDEN.get("clipping")) {
            try (var _ = TensorScope.open()) {
                Map<String, Tensor> weights = new LinkedHashMap<>();
                for (JsonNode gradient : expected.get("gradients")) {
                    Tensor weight = Tensor.zeros(gradient.size()).trainable(true);
                    weights.put("weight" + weights.size(), weight);
                }
                AdamW optimizer = optimizer(AdamW.Options.TORCH, weights);
                int i = 0;
                for (Tensor weight : weights.values()) {
                    setGradient(weight, Golden.floats(expected.get("gradients").get(i++)));
                }
                double norm = optimizer.gradientNorm();
                assertEquals(expected.get("norm").asDouble(), norm, 1e-6);
                double scale = optimizer.clip(norm, expected.get("maxNorm").asDouble());
                i = 0;
                for (Tensor weight : weights.values()) {
                    assertArrayEquals(
                            Golden.floats(expected.get("torch").get(i++)),
                            weight.gradient().times(scale).toFloats(),
                            1e-6f);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"linear, LINEAR", "cosine, COSINE", "constant, CONSTANT", "googleLinear, GOOGLE"})
    void learningRatesAreThoseOfTheReference(String name, Schedule schedule) {
        for (JsonNode expected : GOLDEN.get("schedules")) {
            long total = expected.get("totalSteps").asLong();
            long warmup = expected.get("warmupSteps").asLong();
            for (int step = 0; step <= total; step++) {
                assertEquals(
                        expected.get(name).get(step).asDouble(),
                        schedule.factor(step, warmup, total),
                        1e-12,
                        "%s, warm-up %d, step %d".formatted(name, warmup, step));
            }
        }
    }

    /// The gradient of a weighted sum is its weights.
    private static void setGradient(Tensor weight, float[] gradient) {
        Gradients.backward(weight.times(Tensor.of(gradient, gradient.length)).sum());
    }

    private static AdamW optimizer(AdamW.Options options, Map<String, Tensor> decayed) {
        return new AdamW(options, List.of(new AdamW.Group("decayed", decayed, true, 1)));
    }
}
