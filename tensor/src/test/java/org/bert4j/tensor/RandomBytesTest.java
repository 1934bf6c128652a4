package org.bert4j.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

import java.util.Arrays;

class RandomBytesTest {
    private static final int COUNT = 1_000_003;

    @Test
    void dropoutDropsItsShareEverywhereAndKeepsTheMean() {
        float[] out = dropped(1, 0.1);
        for (int phase = 0;
                phase < 8;
                phase++) { // eight bytes come from one draw: each must be as random
            int zeros = 0;
            int count = 0;
            for (int i = phase; i < COUNT; i += 8) {
                count++;
                zeros += out[i] == 0 ? 1 : 0;
            }
            assertEquals(26 / 256.0, (double) zeros / count, 0.005, "phase " + phase);
        }
        double mean = 0;
        for (float value : out) {
            mean += value;
        }
        assertEquals(1.0, mean / COUNT, 0.002);
    }

    @Test
    void theSameSeedDrawsTheSameMaskWhateverHappenedBefore() {
        float[] first = dropped(5, 0.1);
        dropped(6, 0.5);
        assertArrayEquals(first, dropped(5, 0.1));
        assertFalse(Arrays.equals(first, dropped(6, 0.1)));
    }

    @Test
    void gradientsFlowThroughKeptElementsOnly() {
        try (var _ = TensorScope.open()) {
            Tensor input = Tensor.of(new float[] {1, 1, 1, 1, 1, 1, 1, 1}, 8).trainable(true);
            Tensor out = RandomBytes.seeded(3).dropout(input, 0.5);
            Gradients.backward(out.sum());
            assertArrayEquals(out.toFloats(), input.gradient().toFloats());
        }
    }

    private static float[] dropped(long seed, double probability) {
        float[] ones = new float[COUNT];
        Arrays.fill(ones, 1);
        try (var _ = TensorScope.open()) {
            return RandomBytes.seeded(seed).dropout(Tensor.of(ones, COUNT), probability).toFloats();
        }
    }
}
