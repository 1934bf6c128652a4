package org.bert4j.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SamplesTest {
    @Test
    void theOrderDoesNotMatter() {
        Samples samples = Samples.of(9, 1, 4);
        assertEquals(1, samples.lowest());
        assertEquals(4, samples.median());
        assertEquals(9, samples.highest());
    }

    @Test
    void quantilesLieBetweenNeighbours() {
        Samples samples = Samples.of(10, 20, 30, 40, 50);
        assertEquals(48, samples.quantile(0.95), 1e-9);
        assertEquals(15, Samples.of(10, 20).median());
        assertEquals(7, Samples.of(7).quantile(0.95));
    }

    /// What takes longest is slowest.
    @Test
    void ratesAreInAscendingOrderToo() {
        Samples rates = Samples.of(1, 2, 4).map(seconds -> 8 / seconds);
        assertEquals(2, rates.lowest());
        assertEquals(8, rates.highest());
    }
}
