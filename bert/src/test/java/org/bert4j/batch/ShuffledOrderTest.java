package org.bert4j.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.stream.IntStream;

class ShuffledOrderTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 16, 17, 1000, 4096, 4097, 65_537, 300_000})
    void anEpochHoldsEveryNumberOnce(int size) {
        int[] order = order(new ShuffledOrder(size, 42), 3);
        Arrays.sort(order);
        assertArrayEquals(IntStream.range(0, size).toArray(), order);
    }

    @Test
    void epochsAndSeedsHaveOrdersOfTheirOwnAndAlwaysTheSame() {
        ShuffledOrder order = new ShuffledOrder(1000, 42);
        int[] first = order(order, 0);
        assertArrayEquals(first, order(new ShuffledOrder(1000, 42), 0));
        assertFalse(Arrays.equals(first, order(order, 1)));
        assertFalse(Arrays.equals(first, order(new ShuffledOrder(1000, 43), 0)));
    }

    /// Chi-square with 99 degrees of freedom: mean 99, standard deviation 14.1.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 57, 99})
    void everyNumberIsAsOftenAtAPlace(int place) {
        ShuffledOrder order = new ShuffledOrder(100, 42);
        int epochs = 100_000;
        double expected = epochs / 100.0;
        int[] counts = new int[100];
        IntStream.range(0, epochs).forEach(epoch -> counts[order.at(epoch, place)]++);
        double square =
                Arrays.stream(counts).mapToDouble(n -> Math.pow(n - expected, 2) / expected).sum();
        assertEquals(99, square, 3 * 14.1);
    }

    @Test
    void neighboursDoNotStayTogether() {
        int size = 100_000;
        int[] order = order(new ShuffledOrder(size, 42), 0);
        long together = IntStream.range(1, size).filter(i -> order[i] == order[i - 1] + 1).count();
        assertTrue(together <= 5, together + " pairs; one is expected");
    }

    @Test
    void theLargestOrderIsComputedAtOnce() {
        ShuffledOrder order = new ShuffledOrder(Integer.MAX_VALUE, 42);
        int[] some = IntStream.range(0, 10_000).map(i -> order.at(0, i)).sorted().toArray();
        assertEquals(10_000, Arrays.stream(some).distinct().count());
        assertEquals(0.5, Arrays.stream(some).average().orElseThrow() / Integer.MAX_VALUE, 0.009);
    }

    @Test
    void placesOutsideAreRefused() {
        ShuffledOrder order = new ShuffledOrder(10, 42);
        assertThrows(IndexOutOfBoundsException.class, () -> order.at(0, 10));
        assertThrows(IllegalArgumentException.class, () -> new ShuffledOrder(0, 42));
    }

    private static int[] order(ShuffledOrder order, int epoch) {
        return IntStream.range(0, order.size()).map(place -> order.at(epoch, place)).toArray();
    }
}
