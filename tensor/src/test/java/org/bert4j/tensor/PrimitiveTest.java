package org.bert4j.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.bert4j.tensor.FixedWeight.Activation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/// With products, of which there are more shapes than a thread keeps.
class PrimitiveTest {
    private static final int SHAPES = 300;

    @BeforeEach
    void requireOneDnn() {
        assumeTrue(OneDnn.isAvailable(ElementType.F32));
    }

    @Test
    void moreShapesThanAreKeptAndThenTheFirstAgain() {
        try (var _ = TensorScope.open();
                var _ = Gradients.off()) {
            FixedWeight weight = doubling();
            for (int rows = 1; rows <= SHAPES; rows++) {
                requireDoubled(weight, rows);
            }
            requireDoubled(weight, 1);
        }
    }

    @Test
    void threadsComputeWithOneWeightAtATime() throws Exception {
        try (var _ = TensorScope.open();
                ExecutorService threads =
                        Executors.newFixedThreadPool(4, Thread.ofPlatform().factory())) {
            FixedWeight weight = doubling();
            Callable<Void> work =
                    () -> {
                        for (int rows = 1; rows <= 50; rows++) {
                            try (var _ = TensorScope.open();
                                    var _ = Gradients.off()) {
                                requireDoubled(weight, rows);
                            }
                        }
                        return null;
                    };
            List<Future<Void>> all = threads.invokeAll(List.of(work, work, work, work));
            for (Future<Void> one : all) {
                one.get();
            }
        }
    }

    private static FixedWeight doubling() {
        return Weight.of(Tensor.of(new float[] {2, 0, 0, 2}, 2, 2)).fixed(Precision.FP32);
    }

    private static void requireDoubled(FixedWeight weight, int rows) {
        float[] values = new float[2 * rows];
        IntStream.range(0, values.length).forEach(i -> values[i] = i);
        Tensor bias = Tensor.of(new float[] {1, 1}, 2);
        float[] found = weight.linear(Tensor.of(values, rows, 2), bias, Activation.NONE).toFloats();
        float[] expected = Arrays.copyOf(values, values.length);
        IntStream.range(0, expected.length).forEach(i -> expected[i] = 2 * expected[i] + 1);
        assertArrayEquals(expected, found);
    }
}
