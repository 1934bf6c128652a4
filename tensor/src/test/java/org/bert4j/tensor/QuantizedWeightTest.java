package org.bert4j.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.bert4j.tensor.FixedWeight.Activation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Against the product in float32.
class QuantizedWeightTest {
    private static final int IN = 48;
    private static final int OUT = 80;
    private static final int ROWS = 33;

    private TensorScope scope;
    private Gradients.NoGradients off;

    @BeforeEach
    void open() {
        assumeTrue(Precision.INT8.isAvailable());
        scope = TensorScope.open();
        off = Gradients.off();
    }

    @AfterEach
    void close() {
        if (scope != null) {
            off.close();
            scope.close();
        }
    }

    /// Whole numbers of which each row has 127 or -127: their scale is 1, and nothing is rounded.
    private static Tensor whole(int seed, int rows, int width) {
        Random random = new Random(seed);
        float[] values = new float[rows * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(-127, 128);
        }
        for (int row = 0; row < rows; row++) {
            values[row * width + random.nextInt(width)] = row % 2 == 0 ? 127 : -127;
        }
        return Tensor.of(values, rows, width);
    }

    /// Normal numbers; each row a hundred times as large as the one before the one before.
    private static float[] uneven(int seed, int rows, int width) {
        Random random = new Random(seed);
        float[] values = new float[rows * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * Math.pow(10, i / width % 5));
        }
        return values;
    }

    private static QuantizedWeight quantized(Tensor weight) {
        return QuantizedWeight.of(weight, ElementType.F32);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 16, 33, 600})
    void whatNeedsNoRoundingIsExact(int rows) {
        Tensor weight = whole(1, OUT, IN);
        Tensor input = whole(2, rows, IN);
        Tensor bias = whole(3, 1, OUT).reshape(OUT);
        Tensor found = quantized(weight).linear(input, bias, Activation.NONE);
        assertArrayEquals(new long[] {rows, OUT}, found.shape());
        assertArrayEquals(input.linear(weight, bias).toFloats(), found.toFloats());
    }

    /// An input is off by half of its row's scale at most, a weight by half of its output's.
    @Test
    void otherNumbersAreOffByRoundingAtMost() {
        float[] weight = uneven(1, OUT, IN);
        float[] input = uneven(2, ROWS, IN);
        float[] found =
                quantized(Tensor.of(weight, OUT, IN))
                        .linear(Tensor.of(input, ROWS, IN), Tensor.zeros(OUT), Activation.NONE)
                        .toFloats();
        for (int row = 0; row < ROWS; row++) {
            for (int out = 0; out < OUT; out++) {
                float[] x = Arrays.copyOfRange(input, row * IN, (row + 1) * IN);
                float[] w = Arrays.copyOfRange(weight, out * IN, (out + 1) * IN);
                assertEquals(product(x, w), found[row * OUT + out], 1.001 * mostOff(x, w));
            }
        }
    }

    private static double product(float[] x, float[] w) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += (double) x[i] * w[i];
        }
        return sum;
    }

    private static double mostOff(float[] x, float[] w) {
        double halfX = farthest(x) / 127 / 2;
        double halfW = farthest(w) / 127 / 2;
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += Math.abs(x[i]) * halfW + Math.abs(w[i]) * halfX + halfX * halfW;
        }
        return sum;
    }

    private static double farthest(float[] values) {
        double farthest = 0;
        for (float value : values) {
            farthest = Math.max(farthest, Math.abs(value));
        }
        return farthest;
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void activationsFollow(Activation activation) {
        Tensor weight = whole(1, OUT, IN).times(1e-4);
        Tensor input = whole(2, ROWS, IN);
        Tensor bias = whole(3, 1, OUT).reshape(OUT).times(1e-2);
        Tensor plain = input.linear(weight, bias);
        Tensor expected = PackedWeightTest.activated(plain, activation);
        Tensor found = quantized(weight).linear(input, bias, activation);
        assertArrayEquals(expected.toFloats(), found.toFloats(), 1e-4f);
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "BF16"})
    void aResidualIsAdded(ElementType type) {
        assumeTrue(OneDnn.isAvailable(type));
        Tensor weight = whole(1, OUT, IN).times(1e-4);
        Tensor input = whole(2, ROWS, IN).as(type);
        Tensor bias = Tensor.zeros(OUT);
        Tensor residual = whole(4, ROWS, OUT).as(type);
        float[] expected =
                input.as(ElementType.F32)
                        .linear(weight, bias)
                        .plus(residual.as(ElementType.F32))
                        .toFloats();
        float[] found =
                QuantizedWeight.of(weight, type)
                        .linearPlus(input, bias, residual)
                        .as(ElementType.F32)
                        .toFloats();
        assertArrayEquals(expected, found, type == ElementType.F32 ? 1e-4f : 1f);
    }

    @Test
    void rowsOfZerosGiveTheBias() {
        Tensor bias = whole(3, 1, OUT).reshape(OUT);
        Tensor found =
                quantized(whole(1, OUT, IN)).linear(Tensor.zeros(2, IN), bias, Activation.NONE);
        assertArrayEquals(Tensor.concatenate(List.of(bias, bias), 0).toFloats(), found.toFloats());
    }

    @Test
    void noRowDependsOnAnother() {
        QuantizedWeight weight = quantized(Tensor.of(uneven(1, OUT, IN), OUT, IN));
        Tensor bias = Tensor.zeros(OUT);
        float[] input = uneven(2, ROWS, IN);
        float[] together =
                weight.linear(Tensor.of(input, ROWS, IN), bias, Activation.NONE).toFloats();
        float[] alone = Arrays.copyOfRange(input, 7 * IN, 8 * IN);
        assertArrayEquals(
                Arrays.copyOfRange(together, 7 * OUT, 8 * OUT),
                weight.linear(Tensor.of(alone, 1, IN), bias, Activation.NONE).toFloats());
    }

    @Test
    void noRowsGiveNone() {
        Tensor none =
                quantized(whole(1, OUT, IN))
                        .linear(Tensor.zeros(0, IN), Tensor.zeros(OUT), Activation.NONE);
        assertArrayEquals(new long[] {0, OUT}, none.shape());
    }

    @Test
    void theWeightEndsWithItsParameter() {
        Tensor matrix = whole(1, OUT, IN);
        Weight weight = Weight.of(matrix);
        FixedWeight before = weight.fixed(Precision.INT8);
        assertTrue(before instanceof QuantizedWeight);
        assertEquals(before, weight.fixed(Precision.INT8));
        weight.fixed(Precision.FP32);
        assertTrue(before.values().stream().allMatch(values -> values.handle.isNull()));
    }
}
