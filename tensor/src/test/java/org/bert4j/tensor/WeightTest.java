package org.bert4j.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class WeightTest {
    @Test
    void float32OfOneParameterIsTheParameterItself() {
        try (var _ = TensorScope.open()) {
            Tensor parameter = Tensor.of(new float[] {1, 2}, 1, 2).trainable(true);
            assertSame(parameter, Weight.of(parameter).as(ElementType.F32));
        }
    }

    @Test
    void stackedParametersGetTheirOwnGradients() {
        try (var _ = TensorScope.open()) {
            Tensor first = Tensor.of(new float[] {1, 2}, 1, 2).trainable(true);
            Tensor second = Tensor.of(new float[] {3, 4, 5, 6}, 2, 2).trainable(true);
            Weight weight = Weight.stacked(first, second);
            for (ElementType type : List.of(ElementType.F32, ElementType.BF16)) {
                Tensor stacked = weight.as(type);
                assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, stacked.toFloats());
                Tensor factors = Tensor.of(new float[] {1, 2, 4, 8, 16, 32}, 3, 2).as(type);
                Gradients.backward(stacked.times(factors).sum());
            }
            assertArrayEquals(new float[] {2, 4}, first.gradient().toFloats());
            assertArrayEquals(new float[] {8, 16, 32, 64}, second.gradient().toFloats());
        }
    }

    @Test
    void copiesFollowTheirParameter() {
        try (var _ = TensorScope.open()) {
            Tensor parameter = Tensor.of(new float[] {1, 2}, 2).trainable(true);
            AdamW optimizer =
                    new AdamW(
                            AdamW.Options.TORCH,
                            List.of(new AdamW.Group("all", Map.of("p", parameter), true, 1)));
            Weight weight = Weight.of(parameter);
            assertArrayEquals(new float[] {1, 2}, weight.as(ElementType.BF16).toFloats());
            Gradients.backward(weight.as(ElementType.BF16).sum());
            optimizer.step(1);
            assertArrayEquals(new float[] {0, 1}, weight.as(ElementType.BF16).toFloats(), 1e-3f);
            parameter.copyFrom(Tensor.of(new float[] {8, 9}, 2));
            assertArrayEquals(new float[] {8, 9}, weight.as(ElementType.BF16).toFloats());
        }
    }

    @Test
    void frozenParametersGetNoGradient() {
        try (var _ = TensorScope.open()) {
            Tensor parameter = Tensor.of(new float[] {1, 2}, 2).trainable(false);
            Tensor other = Tensor.of(new float[] {1, 1}, 2).trainable(true);
            Weight weight = Weight.of(parameter);
            Gradients.backward(weight.as(ElementType.BF16).times(other).sum());
            assertArrayEquals(new float[] {1, 2}, other.gradient().toFloats());
            parameter.trainable(true);
            Gradients.backward(weight.as(ElementType.BF16).times(other).sum());
            assertArrayEquals(new float[] {1, 1}, parameter.gradient().toFloats());
        }
    }
}
