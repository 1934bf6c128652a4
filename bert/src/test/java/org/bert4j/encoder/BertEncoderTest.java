package org.bert4j.encoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.bert4j.batch.TokenBatch;
import org.bert4j.feature.TextRow;
import org.bert4j.layer.Activation;
import org.bert4j.layer.Dropout;
import org.bert4j.layer.Parameters;
import org.bert4j.tensor.Checkpointing;
import org.bert4j.tensor.Gradients;
import org.bert4j.tensor.Precision;
import org.bert4j.tensor.Tensor;
import org.bert4j.tensor.TensorScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/// The fast ways to compute the encoder (blocks without padding, bfloat16, 8-bit integers, rows of the vocabulary) against the plain
/// one: each sequence by itself in float32.
class BertEncoderTest {
    private static final int HIDDEN = 64;
    private static final BertConfig CONFIG =
            new BertConfig(
                    500,
                    HIDDEN,
                    3,
                    4,
                    128,
                    Activation.GELU,
                    0.1,
                    0.1,
                    128,
                    2,
                    0.1, // larger than published, so that attention is not flat
                    1e-12,
                    Map.of());
    private static final int[] LENGTHS = {7, 90, 3, 41, 42, 41, 8, 90, 1};

    private final Parameters parameters = Parameters.random(5, CONFIG.initializerRange());
    private final BertEncoder encoder = new BertEncoder(parameters, CONFIG);

    @Test
    void companyAndItsPaddingChangeNeitherOutputsNorGradients() {
        List<TextRow> rows = rows();
        Map<String, float[]> together = gradients(rows, Precision.FP32, Dropout.NONE);
        Map<String, float[]> alone = new LinkedHashMap<>();
        for (int row = 0; row < rows.size(); row++) {
            float[] output = output(rows, row, Precision.FP32);
            assertArrayEquals(output(List.of(rows.get(row)), 0, Precision.FP32), output, 1e-5f);
            gradients(List.of(rows.get(row)), Precision.FP32, Dropout.NONE)
                    .forEach((name, part) -> alone.merge(name, part, BertEncoderTest::sum));
        }
        alone.forEach((name, gradient) -> assertClose(gradient, together.get(name), 1e-5, name));
    }

    @Test
    void bfloat16StaysWithinItsRounding() {
        List<TextRow> rows = rows();
        for (int row = 0; row < rows.size(); row++) {
            assertClose(
                    output(rows, row, Precision.FP32),
                    output(rows, row, Precision.BF16),
                    0.02,
                    "row " + row);
        }
        Map<String, float[]> exact = gradients(rows, Precision.FP32, Dropout.NONE);
        gradients(rows, Precision.BF16, Dropout.NONE)
                .forEach((name, gradient) -> assertClose(exact.get(name), gradient, 0.06, name));
    }

    @Test
    void eightBitIntegersStayWithinTheirRounding() {
        assumeTrue(Precision.INT8.isAvailable());
        List<TextRow> rows = rows();
        for (int row = 0; row < rows.size(); row++) {
            float[] rounded = output(rows, row, Precision.INT8);
            assertClose(output(rows, row, Precision.FP32), rounded, 0.05, "row " + row);
            assertFalse(
                    Arrays.equals(output(rows, row, Precision.of(Precision.INT8.type())), rounded));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FP32", "BF16"})
    void theLastLayerOfSomeSlotsIsThatOfAll(Precision precision) {
        int[] chosen = {0, 3, 40, 91, 92, 200};
        Map<String, float[]> all =
                gradients(() -> loss(allSlots().rows(Tensor.of(chosen))), precision);
        Map<String, float[]> some = gradients(() -> loss(someSlots(chosen)), precision);
        double share = precision == Precision.FP32 ? 1e-5 : 0.03;
        all.forEach((name, gradient) -> assertClose(gradient, some.get(name), share, name));
        try (var _ = TensorScope.open();
                var _ = Gradients.off();
                var _ = precision.open()) {
            float[] expected = allSlots().rows(Tensor.of(chosen)).toFloats();
            assertClose(expected, someSlots(chosen).toFloats(), share, "output");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FP32", "BF16"})
    void checkpointsChangeNoBitOfTheGradients(Precision precision) {
        Map<String, float[]> kept = gradients(rows(), precision, seeded());
        try (var _ = Checkpointing.open(true)) {
            gradients(rows(), precision, seeded())
                    .forEach((name, gradient) -> assertArrayEquals(kept.get(name), gradient, name));
        }
    }

    private Tensor allSlots() {
        return encoder.slots(batch(rows()), Dropout.NONE);
    }

    private Tensor someSlots(int[] chosen) {
        return encoder.slots(batch(rows()), chosen, Dropout.NONE);
    }

    /// Every number counts, each in its own measure.
    private static Tensor loss(Tensor output) {
        float[] measure = new float[(int) output.count()];
        for (int i = 0; i < measure.length; i++) {
            measure[i] = (float) Math.sin(i);
        }
        return output.times(Tensor.of(measure, output.shape())).sum();
    }

    /// The masks are the same in both formats, so the way back must be that of the very same network.
    @Test
    void bfloat16DropsTheSameElements() {
        List<TextRow> rows = rows();
        Map<String, float[]> exact = gradients(rows, Precision.FP32, seeded());
        gradients(rows, Precision.BF16, seeded())
                .forEach((name, gradient) -> assertClose(exact.get(name), gradient, 0.06, name));
    }

    @Test
    void dropoutChangesGradients() {
        float[] without = gradients(rows(), Precision.FP32, Dropout.NONE).get(QUERY);
        float[] with = gradients(rows(), Precision.FP32, seeded()).get(QUERY);
        assertTrue(distance(without, with) > 0.1);
    }

    /// A derivative by its definition: the loss a little to each side.
    @ParameterizedTest
    @ValueSource(
            strings = {
                QUERY,
                "encoder.layer.1.attention.self.value.bias",
                "encoder.layer.2.output.dense.weight",
                "encoder.layer.0.intermediate.dense.bias",
                "embeddings.LayerNorm.weight",
                "embeddings.position_embeddings.weight"
            })
    void gradientsUnderDropoutAreTheSlopesOfTheLoss(String name) {
        List<TextRow> rows = rows();
        float[] gradient = gradients(rows, Precision.FP32, seeded()).get(name);
        float[] direction = new float[gradient.length];
        double slope = 0;
        Random random = new Random(4);
        for (int i = 0; i < direction.length; i++) {
            direction[i] = (float) random.nextGaussian();
            slope += direction[i] * gradient[i];
        }
        double step = 1e-3;
        double measured =
                (lossAt(rows, name, direction, step) - lossAt(rows, name, direction, -step))
                        / (2 * step);
        assertEquals(slope, measured, 0.02 * Math.abs(slope) + 0.05);
    }

    /// It adds the same to all scores of a query, so softmax forgets it: its gradient is zero but for rounding.
    private static final String KEY_BIAS = "key.bias";

    private static final String QUERY = "encoder.layer.0.attention.self.query.weight";

    private static Dropout seeded() {
        try (var _ = TensorScope.open()) {
            return Dropout.seeded(11);
        }
    }

    private double lossAt(List<TextRow> rows, String name, float[] direction, double step) {
        try (var _ = TensorScope.open();
                var _ = Gradients.off()) {
            Tensor parameter = parameters.byName().get(name);
            float[] before = parameter.toFloats();
            float[] moved = before.clone();
            for (int i = 0; i < moved.length; i++) {
                moved[i] += (float) (step * direction[i]);
            }
            parameter.copyFrom(Tensor.of(moved, parameter.shape()));
            double loss = loss(rows, seeded()).item();
            parameter.copyFrom(Tensor.of(before, parameter.shape()));
            return loss;
        }
    }

    private Map<String, float[]> gradients(
            List<TextRow> rows, Precision precision, Dropout dropout) {
        return gradients(() -> loss(rows, dropout), precision);
    }

    private Map<String, float[]> gradients(Supplier<Tensor> loss, Precision precision) {
        try (var _ = TensorScope.open()) {
            try (var _ = precision.open()) {
                Gradients.backward(loss.get());
            }
            Map<String, float[]> found = new LinkedHashMap<>();
            parameters
                    .byName()
                    .forEach(
                            (name, tensor) -> {
                                found.put(name, tensor.gradient().toFloats());
                                tensor.clearGradient();
                            });
            found.keySet().removeIf(name -> name.endsWith(KEY_BIAS));
            return found;
        }
    }

    /// Every number of every real token counts, each in its own measure.
    private Tensor loss(List<TextRow> rows, Dropout dropout) {
        TokenBatch batch = batch(rows);
        Tensor output = encoder.forward(batch, dropout);
        Tensor sum = null;
        for (int row = 0; row < rows.size(); row++) {
            int length = rows.get(row).length();
            Tensor real = output.select(0, row).narrow(0, 0, length);
            Tensor measured = real.times(measure(rows.get(row))).sum();
            sum = sum == null ? measured : sum.plus(measured);
        }
        return sum;
    }

    private static Tensor measure(TextRow row) {
        Random random = new Random(Arrays.hashCode(row.inputIds()));
        float[] values = new float[row.length() * HIDDEN];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Tensor.of(values, row.length(), HIDDEN);
    }

    private float[] output(List<TextRow> rows, int row, Precision precision) {
        try (var _ = TensorScope.open();
                var _ = Gradients.off();
                var _ = precision.open()) {
            TokenBatch batch = batch(rows);
            return encoder.forward(batch, Dropout.NONE)
                    .select(0, row)
                    .narrow(0, 0, rows.get(row).length())
                    .toFloats();
        }
    }

    private static TokenBatch batch(List<TextRow> rows) {
        return TokenBatch.of(rows, 0);
    }

    private static List<TextRow> rows() {
        Random random = new Random(3);
        return Arrays.stream(LENGTHS)
                .mapToObj(
                        length -> {
                            int[] ids = random.ints(length, 1, 500).toArray();
                            int[] types = new int[length];
                            Arrays.fill(types, length / 2, length, 1);
                            return new TextRow(ids, types);
                        })
                .toList();
    }

    private static float[] sum(float[] first, float[] second) {
        float[] sum = new float[first.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = first[i] + second[i];
        }
        return sum;
    }

    /// As long vectors, the two are at most this share of their length apart.
    private static void assertClose(float[] expected, float[] actual, double share, String what) {
        assertEquals(0, distance(expected, actual), share, what);
    }

    private static double distance(float[] expected, float[] actual) {
        double apart = 0;
        double length = 1e-12;
        for (int i = 0; i < expected.length; i++) {
            apart += Math.pow(expected[i] - actual[i], 2);
            length += Math.pow(expected[i], 2);
        }
        return Math.sqrt(apart / length);
    }
}
