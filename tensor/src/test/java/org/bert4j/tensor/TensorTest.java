package org.bert4j.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;

class TensorTest {
    private TensorScope scope;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void valuesGoInAndComeOutUnchanged() {
        assertArrayEquals(
                new float[] {1, -2.5f, 3}, Tensor.of(new float[] {1, -2.5f, 3}, 3).toFloats());
        assertArrayEquals(new long[] {7, -1}, Tensor.of(new long[] {7, -1}, 2).toLongs());
        assertArrayEquals(
                new long[] {1, 0, 1}, Tensor.of(new boolean[] {true, false, true}, 3).toLongs());
    }

    @Test
    void valuesThatDoNotFillTheShapeAreRefused() {
        var e = assertThrows(TensorException.class, () -> Tensor.of(new float[] {1, 2, 3}, 2, 2));
        assertEquals("3 values do not fill the shape [2, 2]", e.getMessage());
    }

    @Test
    void linearIsInputTimesTransposedWeightPlusBias() {
        Tensor input = Tensor.of(new float[] {1, 2}, 1, 2);
        Tensor weight = Tensor.of(new float[] {1, 0, 0, 1, 1, 1}, 3, 2);
        Tensor bias = Tensor.of(new float[] {10, 20, 30}, 3);
        assertArrayEquals(new float[] {11, 22, 33}, input.linear(weight, bias).toFloats());
    }

    @Test
    void layerNormHasMeanZeroAndVarianceOne() {
        Tensor one = Tensor.of(new float[] {1, 1, 1, 1}, 4);
        Tensor zero = Tensor.of(new float[4], 4);
        float[] out =
                Tensor.of(new float[] {1, 2, 3, 4}, 1, 4).layerNorm(one, zero, 1e-12).toFloats();
        assertArrayEquals(
                new float[] {-1.3416408f, -0.4472136f, 0.4472136f, 1.3416408f}, out, 1e-6f);
    }

    @Test
    void attentionLooksAwayFromMaskedTokens() {
        Tensor query = Tensor.of(new float[] {1, 1}, 1, 1, 2, 1);
        Tensor value = Tensor.of(new float[] {5, 7}, 1, 1, 2, 1);
        Tensor mask = Tensor.of(new boolean[] {true, false}, 1, 1, 1, 2);
        assertArrayEquals(
                new float[] {5, 5}, Tensor.attention(query, query, value, mask).toFloats());
    }

    @Test
    void pickTakesOneValuePerRow() {
        Tensor table = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);
        assertArrayEquals(
                new float[] {2, 3}, table.pick(Tensor.of(new long[] {1, 0}, 2)).toFloats());
    }

    @Test
    void gradientsAreTheDerivative() {
        Tensor x = Tensor.of(new float[] {3, -4}, 2).trainable(true);
        Gradients.backward(x.times(x).sum());
        assertArrayEquals(new float[] {6, -8}, x.gradient().toFloats());
    }

    @Test
    void nothingIsRememberedWhileGradientsAreOff() {
        Tensor x = Tensor.of(new float[] {3}, 1).trainable(true);
        try (var _ = Gradients.off()) {
            Tensor loss = x.times(x).sum();
            var e = assertThrows(TensorException.class, () -> Gradients.backward(loss));
            assertTrue(e.getMessage().startsWith("backward failed on []"), e.getMessage());
        }
    }

    @Test
    void errorsNameOperationAndShapesInOneLine() {
        Tensor a = Tensor.zeros(2, 3);
        Tensor b = Tensor.zeros(4, 5);
        var e = assertThrows(TensorException.class, () -> a.matmul(b));
        assertEquals(
                "matmul failed on [2, 3] and [4, 5]: mat1 and mat2 shapes cannot be multiplied (2x3"
                        + " and 4x5)",
                e.getMessage());
    }

    @Test
    void concatenatedPartsKeepTheirOrder() {
        Tensor joined =
                Tensor.concatenate(
                        List.of(Tensor.of(new float[] {1}, 1), Tensor.of(new float[] {2, 3}, 2)),
                        0);
        assertArrayEquals(new float[] {1, 2, 3}, joined.toFloats());
    }

    @Test
    void bfloat16ProductsAreCoarserAndParametersStayFloat32() {
        Tensor weight = Tensor.of(new float[] {1.001f}, 1, 1).trainable(true);
        Tensor bias = Tensor.of(new float[] {0}, 1);
        Tensor input = Tensor.of(new float[] {1}, 1, 1).as(ElementType.BF16);
        Tensor half = Weight.of(weight).as(ElementType.BF16);
        Tensor loss = input.linear(half, Weight.of(bias).as(ElementType.BF16)).sum();
        assertEquals(1.0, loss.item()); // bfloat16 has no number between 1 and 1.0078
        Gradients.backward(loss);
        assertArrayEquals(new float[] {1}, weight.gradient().toFloats());
        assertArrayEquals(new float[] {1.001f}, weight.toFloats());
    }

    @Test
    void precisionIsThatOfTheInnermostOpenOne() {
        assertEquals(Precision.FP32, Precision.current());
        try (var _ = Precision.BF16.open()) {
            assertEquals(Precision.BF16, Precision.current());
            try (var _ = Precision.FP32.open()) {
                assertEquals(Precision.FP32, Precision.current());
            }
            assertEquals(Precision.BF16, Precision.current());
        }
        assertEquals(Precision.FP32, Precision.current());
    }

    @Test
    void sumAndLogSumExpRemoveTheirDimension() {
        Tensor table = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);
        assertArrayEquals(new float[] {3, 7}, table.sum(1).toFloats());
        assertArrayEquals(new float[] {4, 6}, table.sum(0).toFloats());
        assertArrayEquals(new long[] {2}, table.logSumExp(0).shape());
        Tensor large = Tensor.of(new float[] {1000, 1000}, 1, 2);
        assertEquals(1000 + Math.log(2), large.logSumExp(1).item(), 1e-4);
    }

    @Test
    void elementwiseFunctionsAreThoseOfMathematics() {
        Tensor x = Tensor.of(new float[] {-1, 0.5f}, 2);
        float[] exp = {(float) Math.exp(-1), (float) Math.exp(0.5)};
        float[] sigmoid = {1 / (1 + 1 / exp[0]), 1 / (1 + 1 / exp[1])};
        assertArrayEquals(sigmoid, x.sigmoid().toFloats(), 1e-6f);
        float[] softplus = {(float) Math.log1p(exp[0]), (float) Math.log1p(exp[1])};
        assertArrayEquals(softplus, x.softplus().toFloats(), 1e-6f);
    }

    @Test
    void softplusOfLargeNumbersIsTheNumberOrZero() {
        Tensor x = Tensor.of(new float[] {1000, -1000}, 2);
        assertArrayEquals(new float[] {1000, 0}, x.softplus().toFloats());
    }

    @Test
    void unitVectorsHaveLengthOneAndZerosStay() {
        Tensor vectors = Tensor.of(new float[] {3, -4, 0, 0}, 2, 2).trainable(true);
        Tensor units = vectors.unitVectors();
        assertArrayEquals(new float[] {0.6f, -0.8f, 0, 0}, units.toFloats(), 1e-6f);
        Gradients.backward(units.select(1, 0).select(0, 0));
        assertArrayEquals(new float[] {0.128f, 0.096f, 0, 0}, vectors.gradient().toFloats(), 1e-6f);
    }

    @Test
    void whereTakesOneOrTheOtherAndBroadcasts() {
        Tensor mask = Tensor.of(new boolean[] {true, false}, 2).unsqueeze(1);
        Tensor yes = Tensor.of(new float[] {1, 2}, 1, 2);
        Tensor no = Tensor.of(new float[] {5, 6}, 1, 2);
        assertArrayEquals(new float[] {1, 2, 5, 6}, Tensor.where(mask, yes, no).toFloats());
    }
}
