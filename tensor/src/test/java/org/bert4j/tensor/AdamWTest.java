package org.bert4j.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class AdamWTest {
    private static final float[] WEIGHTS = {0.5f, -1.0f, 2.0f};
    private static final double[][] GRADIENTS = {{0.1, -0.2, 0.3}, {-0.4, 0.05, 0.6}};
    private static final double RATE = 1e-2;

    @Test
    void torchVariantFollowsTheFormula() {
        AdamW.Options options = AdamW.Options.TORCH.withWeightDecay(0.01);
        assertArrayEquals(byFormula(options), byOptimizer(options), 1e-6f);
    }

    @Test
    void googleVariantFollowsTheFormula() {
        assertArrayEquals(
                byFormula(AdamW.Options.GOOGLE), byOptimizer(AdamW.Options.GOOGLE), 1e-6f);
    }

    @Test
    void clippingScalesToTheWantedNorm() {
        try (var _ = TensorScope.open()) {
            Tensor weight = Tensor.of(new float[] {1, 1}, 2).trainable(true);
            AdamW optimizer = optimizer(AdamW.Options.TORCH, weight);
            Gradients.backward(weight.times(Tensor.of(new float[] {3, 4}, 2)).sum());
            assertEquals(5.0, optimizer.gradientNorm(), 1e-6);
            optimizer.clip(5.0, 1.0);
            assertEquals(1.0, optimizer.gradientNorm(), 1e-5);
            assertArrayEquals(new float[] {0.6f, 0.8f}, weight.gradient().toFloats(), 1e-5f);
        }
    }

    @Test
    void smallGradientsAreNotScaledUp() {
        try (var _ = TensorScope.open()) {
            Tensor weight = Tensor.of(new float[] {1}, 1).trainable(true);
            AdamW optimizer = optimizer(AdamW.Options.TORCH, weight);
            Gradients.backward(weight.times(0.5).sum());
            optimizer.clip(optimizer.gradientNorm(), 1.0);
            assertEquals(0.5, optimizer.gradientNorm(), 0);
        }
    }

    /// Kingma and Ba 2015, algorithm 1, with the decoupled decay of Loshchilov and Hutter 2019, algorithm 2; Google's
    /// leaves the bias correction out.
    private static float[] byFormula(AdamW.Options o) {
        float[] result = new float[WEIGHTS.length];
        for (int i = 0; i < result.length; i++) {
            double p = WEIGHTS[i];
            double m = 0;
            double v = 0;
            for (int t = 1; t <= GRADIENTS.length; t++) {
                double g = GRADIENTS[t - 1][i];
                m = o.beta1() * m + (1 - o.beta1()) * g;
                v = o.beta2() * v + (1 - o.beta2()) * g * g;
                double mean = o.biasCorrection() ? m / (1 - Math.pow(o.beta1(), t)) : m;
                double square = o.biasCorrection() ? v / (1 - Math.pow(o.beta2(), t)) : v;
                p -= RATE * (mean / (Math.sqrt(square) + o.epsilon()) + o.weightDecay() * p);
            }
            result[i] = (float) p;
        }
        return result;
    }

    private static float[] byOptimizer(AdamW.Options options) {
        try (var _ = TensorScope.open()) {
            Tensor weight = Tensor.of(WEIGHTS, WEIGHTS.length).trainable(true);
            AdamW optimizer = optimizer(options, weight);
            for (double[] gradient : GRADIENTS) {
                optimizer.clearGradients();
                float[] factors = {(float) gradient[0], (float) gradient[1], (float) gradient[2]};
                Gradients.backward(weight.times(Tensor.of(factors, 3)).sum());
                optimizer.step(RATE);
            }
            return weight.toFloats();
        }
    }

    private static AdamW optimizer(AdamW.Options options, Tensor weight) {
        return new AdamW(
                options, List.of(new AdamW.Group("decayed", Map.of("weight", weight), true, 1)));
    }
}
