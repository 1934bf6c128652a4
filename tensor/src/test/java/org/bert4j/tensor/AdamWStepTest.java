package org.bert4j.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Random;

/// The update of a GPU, on whole tensors, against that of the processor, in pieces.
class AdamWStepTest {
    private static final int COUNT = 3 * Stretch.PIECE + 5;
    private static final AdamWStep STEP =
            new AdamWStep(0.5f, 0.1f, 0.01f, 1 - 1e-4, 3e-3f, 1.5f, 1e-6f);

    private final Random random = new Random(6);

    /// Values, gradients, mean and squared mean.
    private record Four(Tensor values, Tensor gradients, Tensor mean, Tensor squaredMean) {
        Four copy() {
            return new Four(copy(values), copy(gradients), copy(mean), copy(squaredMean));
        }

        private static Tensor copy(Tensor tensor) {
            return Tensor.of(tensor.toFloats(), tensor.shape());
        }

        AdamWStep.Arrays arrays() {
            return AdamWStep.Arrays.of(values, mean, squaredMean);
        }

        List<Stretch> stretches() {
            return List.of(new Stretch(0, COUNT, Numbers.of(gradients, 0)));
        }

        void assertLike(Four expected) {
            assertArrayEquals(expected.values.toFloats(), values.toFloats(), 1e-6f);
            assertArrayEquals(expected.mean.toFloats(), mean.toFloats(), 1e-6f);
            assertArrayEquals(expected.squaredMean.toFloats(), squaredMean.toFloats(), 1e-6f);
        }
    }

    @Test
    void bothWaysUpdateAlike() {
        try (var _ = TensorScope.open()) {
            Four inPieces = numbers();
            Four whole = inPieces.copy();
            STEP.update(inPieces.arrays(), inPieces.stretches());
            STEP.update(whole.values, whole.gradients, whole.mean, whole.squaredMean);
            whole.assertLike(inPieces);
        }
    }

    @Test
    void bothWaysFindTheSameLengthsAndThenStepAlike() {
        try (var _ = TensorScope.open()) {
            Four inPieces = numbers();
            Four whole = inPieces.copy();
            var expected = STEP.updateMoments(inPieces.arrays(), inPieces.stretches(), 1.2f, 0.01f);
            var lengths =
                    STEP.updateMoments(
                            whole.values,
                            whole.gradients,
                            whole.mean,
                            whole.squaredMean,
                            1.2f,
                            0.01f);
            assertEquals(expected.ofValues(), lengths.ofValues(), 1e-4 * expected.ofValues());
            assertEquals(expected.ofStep(), lengths.ofStep(), 1e-4 * expected.ofStep());
            AdamWStep second = STEP.secondHalf(expected.ratio());
            second.update(inPieces.arrays(), inPieces.stretches());
            second.update(whole.values, whole.gradients, whole.mean, whole.squaredMean);
            whole.assertLike(inPieces);
        }
    }

    private Four numbers() {
        return new Four(floats(false), floats(false), floats(false), floats(true));
    }

    private Tensor floats(boolean positive) {
        float[] values = new float[COUNT];
        for (int i = 0; i < COUNT; i++) {
            float value = (float) random.nextGaussian();
            values[i] = positive ? value * value : value;
        }
        return Tensor.of(values, COUNT);
    }
}
