package org.bert4j.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.bert4j.tensor.FixedWeight.Activation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;

/// Against the plain product.
class PackedWeightTest {
    private static final int IN = 48;
    private static final int OUT = 80;

    private TensorScope scope;
    private Gradients.NoGradients off;
    private Tensor matrix;
    private Weight weight;
    private Tensor bias;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
        off = Gradients.off();
        matrix = random(1, OUT, IN);
        weight = Weight.of(matrix);
        bias = random(2, OUT);
    }

    @AfterEach
    void close() {
        off.close();
        scope.close();
    }

    private static Tensor random(int seed, long... shape) {
        int count = 1;
        for (long size : shape) {
            count *= (int) size;
        }
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Tensor.of(values, shape);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 33, 600})
    void theProductIsThatOfThePlainWeight(int rows) {
        Tensor input = random(3, rows, IN);
        Tensor product = weight.fixed(Precision.FP32).linear(input, bias, Activation.NONE);
        assertArrayEquals(input.linear(matrix, bias).toFloats(), product.toFloats(), 1e-4f);
        assertArrayEquals(new long[] {rows, OUT}, product.shape());
    }

    static Tensor activated(Tensor plain, Activation activation) {
        return switch (activation) {
            case NONE -> plain;
            case GELU -> plain.gelu();
            case GELU_TANH -> plain.geluTanh();
            case RELU -> plain.relu();
        };
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void activationsAreThoseThatFollowAPlainProduct(Activation activation) {
        Tensor input = random(3, 20, IN);
        Tensor plain = input.linear(matrix, bias);
        Tensor expected = activated(plain, activation);
        Tensor found = weight.fixed(Precision.FP32).linear(input, bias, activation);
        assertArrayEquals(expected.toFloats(), found.toFloats(), 1e-4f);
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "BF16"})
    void aResidualIsAdded(ElementType type) {
        assumeTrue(OneDnn.isAvailable(type));
        Tensor input = random(3, 20, IN).as(type);
        Tensor residual = random(4, 20, OUT).as(type);
        float[] expected = input.linear(matrix.as(type), bias.as(type)).plus(residual).toFloats();
        float[] found =
                weight.fixed(Precision.of(type)).linearPlus(input, bias, residual).toFloats();
        assertArrayEquals(expected, found, type == ElementType.F32 ? 1e-4f : 0.25f);
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "BF16"})
    void aChangedParameterIsPackedAnew(ElementType type) {
        assumeTrue(OneDnn.isAvailable(type));
        FixedWeight before = weight.fixed(Precision.of(type));
        assertSame(before, weight.fixed(Precision.of(type)));
        matrix.copyFrom(Tensor.zeros(OUT, IN));
        assertNotSame(before, weight.fixed(Precision.of(type)));
        Tensor input = random(3, 5, IN).as(type);
        Tensor product = weight.fixed(Precision.of(type)).linear(input, bias, Activation.NONE);
        assertEquals(bias.as(type).toFloats()[7], product.toFloats()[4 * OUT + 7]);
    }
}
