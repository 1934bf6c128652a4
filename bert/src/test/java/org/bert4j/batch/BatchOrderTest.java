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
        BatchOrder order = BatchOrder.grouped(LENGTHS, batchSize, 42);
        List<int[]> batches = order.epoch(0);
        assertEquals(order.batchesPerEpoch(), batches.size());
        int[] seen = batches.stream().flatMapToInt(Arrays::stream).sorted().toArray();
        assertArrayEquals(IntStream.range(0, LENGTHS.length).toArray(), seen);
    }

    @Test
    void examplesOfLikeLengthShareABatch() {
        long padded = paddedTokens(BatchOrder.grouped(LENGTHS, 8, 42).epoch(0));
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
        int[] first = BatchOrder.grouped(LENGTHS, 8, 42).epoch(1).getFirst();
        assertArrayEquals(first, BatchOrder.grouped(LENGTHS, 8, 42).epoch(1).getFirst());
        assertFalse(Arrays.equals(first, BatchOrder.grouped(LENGTHS, 8, 42).epoch(2).getFirst()));
        assertFalse(Arrays.equals(first, BatchOrder.grouped(LENGTHS, 8, 43).epoch(1).getFirst()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 500, 600})
    void aShuffledEpochHoldsEveryExampleOnce(int batchSize) {
        BatchOrder order = BatchOrder.shuffled(503, batchSize, 42);
        List<int[]> batches = order.epoch(3);
        assertEquals(order.batchesPerEpoch(), batches.size());
        assertEquals(Math.ceilDiv(503, batchSize), batches.size());
        int[] seen = examples(batches);
        Arrays.sort(seen);
        assertArrayEquals(IntStream.range(0, 503).toArray(), seen);
    }

    @Test
    void aShuffledOrderIsAnotherInEachEpochAndForEachSeed() {
        int[] first = examples(BatchOrder.shuffled(503, 8, 42).epoch(0));
        assertArrayEquals(first, examples(BatchOrder.shuffled(503, 8, 42).epoch(0)));
        assertFalse(Arrays.equals(first, examples(BatchOrder.shuffled(503, 8, 42).epoch(1))));
        assertFalse(Arrays.equals(first, examples(BatchOrder.shuffled(503, 8, 43).epoch(0))));
    }

    private static int[] examples(List<int[]> batches) {
        return batches.stream().flatMapToInt(Arrays::stream).toArray();
    }
}
