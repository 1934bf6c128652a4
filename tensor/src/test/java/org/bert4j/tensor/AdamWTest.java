package org.bert4j.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

class AdamWTest {
    private static final float[] WEIGHTS = {0.5f, -1.0f, 2.0f};
    private static final double[][] GRADIENTS = {{0.1, -0.2, 0.3}, {-0.4, 0.05, 0.6}};
    private static final double RATE = 1e-2;
    private static final int ROWS = 2_000;
    private static final int WIDTH = 48;

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
    void lambFollowsTheFormula() {
        assertArrayEquals(byFormula(AdamW.Options.LAMB), byOptimizer(AdamW.Options.LAMB), 1e-6f);
    }

    @Test
    void clippingScalesTheNextUpdateToTheWantedNorm() {
        try (var _ = TensorScope.open()) {
            Tensor weight = Tensor.of(new float[] {1, 1}, 2).trainable(true);
            AdamW optimizer = optimizer(AdamW.Options.TORCH, weight);
            Gradients.backward(weight.times(Tensor.of(new float[] {3, 4}, 2)).sum());
            assertEquals(5.0, optimizer.gradientNorm(), 1e-6);
            assertEquals(0.2, optimizer.clip(5.0, 1.0), 1e-6);
            optimizer.step(RATE);
            float[] mean = optimizer.state().get("decayed.mean").narrow(0, 0, 2).toFloats();
            assertArrayEquals(new float[] {0.06f, 0.08f}, mean, 1e-6f);
        }
    }

    @Test
    void smallGradientsAreNotScaledUp() {
        try (var _ = TensorScope.open()) {
            Tensor weight = Tensor.of(new float[] {1}, 1).trainable(true);
            AdamW optimizer = optimizer(AdamW.Options.TORCH, weight);
            Gradients.backward(weight.times(0.5).sum());
            assertEquals(1, optimizer.clip(optimizer.gradientNorm(), 1.0), 0);
        }
    }

    /// More elements than a piece, and than a task; of a table only a few rows, and not the same ones at each step.
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.01})
    void tablesLearnAsIfAllTheirRowsTookPart(double weightDecay) {
        AdamW.Options options = AdamW.Options.TORCH.withWeightDecay(weightDecay);
        int[][] steps = {{3, 900, 3, 41}, {7, 3, 1_999}, {0, 1, 2}};
        try (var _ = TensorScope.open()) {
            Tensor table = randomTable();
            AdamW optimizer = optimizer(options, table);
            EmbeddingTable embedding = new EmbeddingTable(table);
            Tensor plain = randomTable();
            AdamW plainOptimizer = optimizer(options, plain);
            for (int[] ids : steps) {
                optimizer.clearGradients();
                plainOptimizer.clearGradients();
                Tensor factors = Tensor.of(randomFloats(2, ids.length * WIDTH), ids.length, WIDTH);
                Gradients.backward(embedding.rows(ids).times(factors).sum());
                Gradients.backward(plain.rows(Tensor.of(ids)).times(factors).sum());
                assertArrayEquals(plain.gradient().toFloats(), table.gradient().toFloats(), 1e-6f);
                double norm = plainOptimizer.gradientNorm();
                assertEquals(norm, optimizer.gradientNorm(), 1e-4);
                optimizer.clip(norm, 1);
                plainOptimizer.clip(norm, 1);
                optimizer.step(RATE);
                plainOptimizer.step(RATE);
                assertArrayEquals(plain.toFloats(), table.toFloats(), 0);
            }
        }
    }

    @Test
    void restoredMomentsKeepTheirRowsMoving() {
        try (var _ = TensorScope.open()) {
            Tensor table = randomTable();
            AdamW optimizer = optimizer(AdamW.Options.TORCH, table);
            EmbeddingTable embedding = new EmbeddingTable(table);
            Gradients.backward(embedding.rows(new int[] {5, 77}).sum());
            optimizer.step(RATE);

            Tensor other = randomTable();
            AdamW resumed = optimizer(AdamW.Options.TORCH, other);
            new EmbeddingTable(other);
            other.copyFrom(table);
            resumed.restore(optimizer.state(), optimizer.steps());
            optimizer.clearGradients();
            resumed.clearGradients();
            optimizer.step(RATE);
            resumed.step(RATE);
            assertArrayEquals(table.toFloats(), other.toFloats(), 0);
            assertFalse(Arrays.equals(randomTable().toFloats(), other.toFloats()));
        }
    }

    /// Whether the gradients of copies are taken as they are (one piece) or added up (more).
    @Test
    void gradientsOfCopiesAreTakenAsTheyAre() {
        int[] pieces = {1, 3, 1};
        try (var _ = TensorScope.open()) {
            Tensor parameter = randomTable();
            AdamW optimizer = optimizer(AdamW.Options.TORCH, parameter);
            Weight weight = Weight.of(parameter);
            Tensor plain = randomTable();
            AdamW plainOptimizer = optimizer(AdamW.Options.TORCH, plain);
            for (int step = 0; step < pieces.length; step++) {
                optimizer.clearGradients();
                plainOptimizer.clearGradients();
                for (int piece = 0; piece < pieces[step]; piece++) {
                    Tensor slopes =
                            Tensor.of(randomFloats(7L * step + piece, ROWS * WIDTH), ROWS, WIDTH)
                                    .as(ElementType.BF16);
                    Gradients.backward(weight.as(ElementType.BF16).times(slopes).sum());
                    Gradients.backward(plain.times(slopes.as(ElementType.F32)).sum());
                }
                double norm = plainOptimizer.gradientNorm();
                assertEquals(norm, optimizer.gradientNorm(), 1e-6 * norm);
                optimizer.clip(norm, 1);
                plainOptimizer.clip(norm, 1);
                optimizer.step(RATE);
                plainOptimizer.step(RATE);
                assertArrayEquals(plain.toFloats(), parameter.toFloats(), 0);
                assertArrayEquals(plain.gradient().toFloats(), parameter.gradient().toFloats(), 0);
            }
        }
    }

    private static Tensor randomTable() {
        return Tensor.of(randomFloats(1, ROWS * WIDTH), ROWS, WIDTH).trainable(true);
    }

    private static float[] randomFloats(long seed, int count) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /// Kingma and Ba 2015, algorithm 1, with the decoupled decay of Loshchilov and Hutter 2019, algorithm 2; Google's
    /// leaves the bias correction out. You et al. 2020, algorithm 2, scale the step to the length of the weights.
    private static float[] byFormula(AdamW.Options o) {
        int count = WEIGHTS.length;
        double[] p = new double[count];
        double[] m = new double[count];
        double[] v = new double[count];
        double[] step = new double[count];
        Arrays.setAll(p, i -> WEIGHTS[i]);
        for (int t = 1; t <= GRADIENTS.length; t++) {
            for (int i = 0; i < count; i++) {
                double g = GRADIENTS[t - 1][i];
                m[i] = o.beta1() * m[i] + (1 - o.beta1()) * g;
                v[i] = o.beta2() * v[i] + (1 - o.beta2()) * g * g;
                double mean = o.biasCorrection() ? m[i] / (1 - Math.pow(o.beta1(), t)) : m[i];
                double square = o.biasCorrection() ? v[i] / (1 - Math.pow(o.beta2(), t)) : v[i];
                step[i] = mean / (Math.sqrt(square) + o.epsilon()) + o.weightDecay() * p[i];
            }
            double ratio = o.trustRatio() ? length(p) / length(step) : 1;
            for (int i = 0; i < count; i++) {
                p[i] -= RATE * ratio * step[i];
            }
        }
        float[] result = new float[count];
        for (int i = 0; i < count; i++) {
            result[i] = (float) p[i];
        }
        return result;
    }

    private static double length(double[] vector) {
        return Math.sqrt(Arrays.stream(vector).map(x -> x * x).sum());
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
