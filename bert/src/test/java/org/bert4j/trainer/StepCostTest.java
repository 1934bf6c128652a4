package org.bert4j.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.batch.BatchSize;
import org.bert4j.trainer.StepCost.Measured;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.IntStream;

class StepCostTest {
    private static BatchSize rows(int count, int length) {
        return BatchSize.of(IntStream.range(0, count).map(_ -> length).toArray());
    }

    private static double truth(BatchSize size) {
        return 0.05 + 2e-4 * size.slots() + 3e-7 * size.pairs();
    }

    @Test
    void stepsOfThreeLengthsTellTheCostOfAnyOther() {
        List<Measured> measured =
                IntStream.of(16, 96, 384)
                        .mapToObj(length -> rows(16, length))
                        .map(size -> new Measured(size, truth(size)))
                        .toList();
        StepCost cost = StepCost.fit(measured);
        for (BatchSize other : List.of(rows(8, 32), rows(16, 200), rows(32, 512))) {
            assertEquals(truth(other), cost.seconds(other), 1e-6 * truth(other));
        }
    }

    /// A negative cost of attention would fit this better, and make long batches free.
    @Test
    void noPartOfTheCostIsNegative() {
        StepCost cost =
                StepCost.fit(
                        List.of(
                                new Measured(rows(16, 16), 0.1),
                                new Measured(rows(16, 64), 0.5),
                                new Measured(rows(16, 128), 0.8)));
        assertTrue(cost.seconds(rows(16, 512)) > 2, "at least in proportion to the tokens");
    }

    @Test
    void oneLengthAloneGivesItsOwnCost() {
        Measured only = new Measured(rows(4, 20), 0.3);
        assertEquals(0.3, StepCost.fit(List.of(only, only)).seconds(rows(4, 20)), 1e-9);
    }
}
