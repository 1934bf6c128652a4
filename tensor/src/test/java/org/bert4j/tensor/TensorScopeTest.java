package org.bert4j.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class TensorScopeTest {
    @Test
    void aKeptTensorOutlivesItsScopeAndTheOthersDoNot() {
        Tensor kept;
        Tensor left;
        try (TensorScope scope = TensorScope.open()) {
            kept = scope.keep(Tensor.of(new float[] {1, 2}, 2));
            left = Tensor.zeros(2);
        }
        assertTrue(left.handle.isNull());
        assertArrayEquals(new float[] {1, 2}, kept.toFloats());
        kept.free();
        assertTrue(kept.handle.isNull());
    }

    /// Every step allocates 12 MiB of temporaries: without a scope this grows by gigabytes.
    @Test
    void memoryIsFlatOverAThousandTrainingSteps() {
        assumeTrue(NativeMemory.residentBytes().isPresent());
        Tensor weight = Tensor.zeros(512, 512).trainable(true);
        Tensor bias = Tensor.zeros(512).trainable(true);
        AdamW optimizer =
                new AdamW(
                        AdamW.Options.TORCH,
                        List.of(
                                new AdamW.Group(
                                        "all", Map.of("weight", weight, "bias", bias), true, 1)));
        Tensor input = Tensor.zeros(256, 512);

        long second = Long.MIN_VALUE;
        long last = Long.MIN_VALUE;
        long objects = 0;
        for (int step = 0; step < 1000; step++) {
            try (var _ = TensorScope.open();
                    var _ = Precision.FP32.open()) {
                optimizer.clearGradients();
                Tensor hidden = DropoutMasks.seeded(step).apply(input.linear(weight, bias), 0.1);
                Gradients.backward(hidden.gelu().sum());
                optimizer.step(1e-3);
            }
            long heap = Runtime.getRuntime().totalMemory(); // grows as the collector likes
            long now = NativeMemory.residentBytes().orElseThrow() - heap;
            if (step >= 250 && step < 500) {
                second = Math.max(second, now);
                objects = Pointer.totalCount();
            }
            if (step >= 750) {
                last = Math.max(last, now);
            }
        }
        long allowed = 48L << 20;
        assertTrue(last - second <= allowed, "grew by %d bytes".formatted(last - second));
        assertTrue(Pointer.totalCount() <= objects + 8, "native objects are left over");
    }
}
