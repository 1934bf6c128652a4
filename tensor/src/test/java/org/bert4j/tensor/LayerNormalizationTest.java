package org.bert4j.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Without a way back against with one, which libtorch computes.
class LayerNormalizationTest {
    @ParameterizedTest
    @CsvSource({"F32, 1e-5", "BF16, 0.02"})
    void isTheSameWithoutAWayBack(ElementType type, float tolerance) {
        try (var _ = TensorScope.open()) {
            Tensor input =
                    Tensor.of(new float[] {1, 2, 4, -3, 0.5f, 0, 100, 101, 99, 7, 7, 7}, 2, 2, 3)
                            .as(type);
            Tensor weight = Tensor.of(new float[] {1, -2, 0.5f}, 3);
            Tensor bias = Tensor.of(new float[] {0, 3, 1}, 3);
            Tensor expected = input.layerNorm(weight, bias, 1e-12);
            try (var _ = Gradients.off()) {
                Tensor found = input.layerNorm(weight, bias, 1e-12);
                assertArrayEquals(expected.toFloats(), found.toFloats(), tolerance);
                assertArrayEquals(expected.shape(), found.shape());
            }
        }
    }

    @Test
    void noRowsAreNone() {
        try (var _ = TensorScope.open();
                var _ = Gradients.off()) {
            Tensor vector = Tensor.of(new float[] {1, 1}, 2);
            Tensor none = Tensor.zeros(0, 2).layerNorm(vector, vector, 1e-12);
            assertArrayEquals(new long[] {0, 2}, none.shape());
        }
    }
}
