package org.bert4j.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

class BootstrapTest {
    private static final double POSITIVE = 0.4;
    private static final double RIGHT_IF_POSITIVE = 0.7;
    private static final double RIGHT_IF_NEGATIVE = 0.85;

    /// Examples of which the true figures are known: accuracy 0.79, and F1 2 * 0.28 / (0.4 + 0.37).
    private static Judged<ClassificationMetric> simulated(int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Judged<ClassificationMetric> judged = judged();
        for (int i = 0; i < size; i++) {
            int truth = random.nextDouble() < POSITIVE ? 1 : 0;
            double right = truth == 1 ? RIGHT_IF_POSITIVE : RIGHT_IF_NEGATIVE;
            int predicted = random.nextDouble() < right ? truth : 1 - truth;
            judged.add(metric -> metric.add(truth, predicted));
        }
        return judged;
    }

    private static Judged<ClassificationMetric> judged() {
        return new Judged<>(
                () -> new ClassificationMetric(List.of("no", "yes")),
                ClassificationMetric::figures);
    }

    @ParameterizedTest
    @CsvSource({"accuracy, 0.79", "f1, 0.7272727"})
    void intervalsHoldTheTrueValue95TimesInAHundred(String figure, double truth) {
        int held = 0;
        for (int set = 0; set < 200; set++) {
            Interval interval = Bootstrap.intervals(simulated(300, set)).get(figure);
            held += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
        }
        assertTrue(held >= 184 && held <= 196, figure + ": " + held + " of 200");
    }

    @Test
    void theSameExamplesHaveTheSameIntervals() {
        assertEquals(Bootstrap.intervals(simulated(50, 1)), Bootstrap.intervals(simulated(50, 1)));
    }

    @Test
    void countsHaveNoInterval() {
        Set<String> names = Bootstrap.intervals(simulated(50, 1)).keySet();
        assertTrue(names.contains("matthews"));
        assertFalse(names.contains("total"));
    }

    @Test
    void whatIsAlwaysRightHasNoInterval() {
        Judged<ClassificationMetric> right = judged();
        for (int i = 0; i < 8; i++) {
            right.add(metric -> metric.add(1, 1));
        }
        assertFalse(Bootstrap.intervals(right).containsKey("accuracy"));
    }

    @Test
    void nothingHasNoIntervals() {
        assertEquals(Map.of(), Bootstrap.intervals(judged()));
    }

    @Test
    void aModelDoesNotDifferFromItself() {
        Bootstrap.Difference difference =
                Bootstrap.differences(simulated(100, 1), simulated(100, 1)).get("accuracy");
        assertEquals(new Bootstrap.Difference(0, new Interval(0, 0), 1), difference);
    }

    @Test
    void aClearDifferenceIsNoChance() {
        Judged<ClassificationMetric> worse = judged();
        Judged<ClassificationMetric> better = judged();
        for (int i = 0; i < 200; i++) {
            int answer = i % 3 == 0 ? 0 : 1;
            worse.add(metric -> metric.add(1, answer)); // right in 133 of 200
            better.add(metric -> metric.add(1, 1));
        }
        Bootstrap.Difference difference = Bootstrap.differences(worse, better).get("accuracy");
        assertEquals(67 / 200.0, difference.value(), 1e-12);
        assertTrue(difference.interval().low() > 0.25 && difference.interval().high() < 0.42);
        assertTrue(difference.pValue() < 0.01);
    }

    /// Two models that are equally good are told apart five times in a hundred, by mistake.
    @Test
    void equallyGoodModelsSeldomSeemToDiffer() {
        int mistakes = 0;
        for (int pair = 0; pair < 100; pair++) {
            Judged<ClassificationMetric> first = judged();
            Judged<ClassificationMetric> second = judged();
            SplittableRandom random = new SplittableRandom(pair);
            for (int i = 0; i < 200; i++) {
                int one = random.nextDouble() < 0.8 ? 1 : 0;
                int other = random.nextDouble() < 0.8 ? 1 : 0;
                first.add(metric -> metric.add(1, one));
                second.add(metric -> metric.add(1, other));
            }
            mistakes +=
                    Bootstrap.differences(first, second).get("accuracy").pValue() < 0.05 ? 1 : 0;
        }
        assertTrue(mistakes <= 10, mistakes + " of 100");
    }

    @Test
    void otherExamplesCannotBeCompared() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Bootstrap.differences(simulated(2, 1), simulated(3, 1)));
    }
}
