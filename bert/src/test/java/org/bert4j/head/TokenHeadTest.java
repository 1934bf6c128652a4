package org.bert4j.head;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.bert4j.layer.Dropout;
import org.bert4j.layer.Parameters;
import org.bert4j.tensor.Precision;
import org.bert4j.tensor.Tensor;
import org.bert4j.tensor.TensorScope;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class TokenHeadTest {
    private static final Map<String, float[]> WEIGHTS =
            Map.of(
                    "classifier.weight",
                    new float[] {1, 0, 0, 1.001f, 1, 1},
                    "classifier.bias",
                    new float[] {10, 20, 30});
    private static final float[] HIDDEN = {1, 1, 3, 4};

    private static TokenHead head(double dropout) {
        Parameters.Source source =
                (name, shape) -> Optional.of(Tensor.of(WEIGHTS.get(name), shape));
        return new TokenHead(Parameters.from(source, 1, 0.02), 2, 3, dropout);
    }

    @Test
    void parametersHaveThePublishedNames() {
        try (var _ = TensorScope.open()) {
            Parameters parameters = Parameters.random(1, 0.02);
            TokenHead head = new TokenHead(parameters, 2, 3, 0.1);
            assertEquals(
                    List.of("classifier.weight", "classifier.bias"),
                    List.copyOf(parameters.byName().keySet()));
            Tensor logits = head.forward(Tensor.zeros(4, 5, 2), Dropout.NONE);
            assertArrayEquals(new long[] {4, 5, 3}, logits.shape());
        }
    }

    @Test
    void logitsAreFloat32UnderMixedPrecision() {
        try (var _ = TensorScope.open();
                var _ = Precision.BF16.open()) {
            Tensor logits = head(0.5).forward(Tensor.of(HIDDEN, 1, 2, 2), Dropout.NONE);
            float[] expected = {11, 21.001f, 32, 13, 24.004f, 37};
            assertArrayEquals(expected, logits.toFloats(), 1e-5f);
        }
    }

    @Test
    void dropoutComesBeforeTheDenseLayer() {
        try (var _ = TensorScope.open()) {
            Tensor hidden = Tensor.of(HIDDEN, 1, 2, 2);
            float[] plain = head(0.5).forward(hidden, Dropout.NONE).toFloats();
            float[] noisy = head(0.5).forward(hidden, Dropout.seeded(3)).toFloats();
            assertFalse(Arrays.equals(plain, noisy));
            Tensor dropped = Dropout.seeded(3).apply(hidden, 0.5);
            float[] expected = head(0.5).forward(dropped, Dropout.NONE).toFloats();
            assertArrayEquals(expected, noisy);
        }
    }
}
