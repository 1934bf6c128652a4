package org.bert4j.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;

class DropoutMasksTest {
    private static final int COUNT = 1_000_003;

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.1, 0.3, 0.5, 0.6, 0.9})
    void everyPlaceIsDroppedAtItsRateAndTheMeanStays(double probability) {
        float[] out = dropped(1, probability);
        for (int place = 0; place < 4; place++) { // four factors come from one random word
            int zeros = 0;
            int count = 0;
            for (int i = place; i < COUNT; i += 4) {
                count++;
                zeros += out[i] == 0 ? 1 : 0;
            }
            assertEquals(probability, (double) zeros / count, 0.005, "place " + place);
        }
        double mean = 0;
        for (float value : out) {
            mean += value;
        }
        double deviation = Math.sqrt(probability / (1 - probability) / COUNT);
        assertEquals(1.0, mean / COUNT, 4 * deviation);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.1, 0.2, 0.5, 0.7})
    void theScaleIsExactForTheProbability(double probability) {
        DropoutMasks.Rate rate = DropoutMasks.Rate.of(probability);
        double kept = 1 - rate.dropped() / 65536.0;
        assertEquals(1, kept * rate.scale(), 1e-4);
        assertEquals(probability, 1 - kept, 0.003);
        assertEquals(0, Float.floatToIntBits(rate.scale()) & 0xFFFF, "a bfloat16");
    }

    @Test
    void nothingIsDroppedAtZero() {
        float[] out = dropped(1, 0);
        for (float value : out) {
            assertEquals(1, value);
        }
    }

    /// Neighbours, rows, masks that follow each other, and masks of the next seed must not resemble each other.
    @Test
    void masksAreUncorrelated() {
        float[] first = dropped(7, 0.5);
        for (int distance : new int[] {1, 2, 3, 4, 8, 64, 384, 8192, 32768, 65536}) {
            assertEquals(0, correlation(first, first, distance), 0.005, "distance " + distance);
        }
        assertEquals(0, correlation(first, dropped(8, 0.5), 0), 0.005);
        try (var _ = TensorScope.open()) {
            DropoutMasks masks = DropoutMasks.seeded(7);
            Tensor ones = Tensor.of(ones(), COUNT);
            masks.apply(ones, 0.5);
            assertEquals(0, correlation(first, masks.apply(ones, 0.5).toFloats(), 0), 0.005);
        }
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
            Tensor out = DropoutMasks.seeded(3).apply(input, 0.5);
            Gradients.backward(out.sum());
            assertArrayEquals(out.toFloats(), input.gradient().toFloats());
        }
    }

    private static float[] dropped(long seed, double probability) {
        try (var _ = TensorScope.open()) {
            return DropoutMasks.seeded(seed)
                    .apply(Tensor.of(ones(), COUNT), probability)
                    .toFloats();
        }
    }

    private static float[] ones() {
        float[] ones = new float[COUNT];
        Arrays.fill(ones, 1);
        return ones;
    }

    /// Of values that are 0 or 2, each half of the time.
    private static double correlation(float[] first, float[] second, int distance) {
        double sum = 0;
        int count = first.length - distance;
        for (int i = 0; i < count; i++) {
            sum += (first[i] - 1) * (second[i + distance] - 1);
        }
        return sum / count;
    }

    /// Drawn by libtorch, as on a GPU.
    @Test
    void masksOfADeviceHaveTheRateAndDependOnTheSeed() {
        try (var _ = TensorScope.open()) {
            Tensor ones = Tensor.of(new float[100_000], 100_000).plus(Tensor.of(new float[] {1}));
            DropoutMasks.Rate rate = DropoutMasks.Rate.of(0.1);
            DropoutMasks masks = DropoutMasks.seeded(4);
            float[] first = masks.onDevice(ones, rate).toFloats();
            int dropped = 0;
            for (float factor : first) {
                assertTrue(factor == 0 || factor == rate.scale());
                dropped += factor == 0 ? 1 : 0;
            }
            double expected = first.length * rate.dropped() / 65_536.0;
            assertEquals(expected, dropped, 4 * Math.sqrt(expected));
            assertFalse(Arrays.equals(first, masks.onDevice(ones, rate).toFloats()));
            Tensor again = DropoutMasks.seeded(4).onDevice(ones, rate);
            assertArrayEquals(first, again.toFloats());
        }
    }
}
