package org.bert4j.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

class BatchOrderTest {
    private static final int[] LENGTHS = new Random(1).ints(5003, 20, 384).toArray();

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 5000, 6000})
    void anEpochHoldsEveryExampleOnce(int batchSize) {
        BatchOrder order = new BatchOrder(LENGTHS, batchSize, 42);
        List<int[]> batches = order.epoch(0);
        assertEquals(order.batchesPerEpoch(), batches.size());
        int[] seen = batches.stream().flatMapToInt(Arrays::stream).sorted().toArray();
        assertArrayEquals(IntStream.range(0, LENGTHS.length).toArray(), seen);
    }

    @Test
    void examplesOfLikeLengthShareABatch() {
        long padded = paddedTokens(new BatchOrder(LENGTHS, 8, 42).epoch(0));
        long real = Arrays.stream(LENGTHS).sum();
        assertTrue(padded < 1.05 * real, "%d tokens are computed for %d".formatted(padded, real));
    }

    private static long paddedTokens(List<int[]> batches) {
        return batches.stream()
                .mapToLong(
                        batch ->
                                (long) batch.length
                                        * Arrays.stream(batch)
                                                .map(i -> LENGTHS[i])
                                                .max()
                                                .orElseThrow())
                .sum();
    }

    @Test
    void theOrderDependsOnSeedAndEpochOnly() {
        int[] first = new BatchOrder(LENGTHS, 8, 42).epoch(1).getFirst();
        assertArrayEquals(first, new BatchOrder(LENGTHS, 8, 42).epoch(1).getFirst());
        assertFalse(Arrays.equals(first, new BatchOrder(LENGTHS, 8, 42).epoch(2).getFirst()));
        assertFalse(Arrays.equals(first, new BatchOrder(LENGTHS, 8, 43).epoch(1).getFirst()));
    }
}
