package org.bert4j.tune.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class ParetoTest {
    private static List<Trial> trials(double[]... scores) {
        List<Trial> trials = new ArrayList<>();
        for (double[] pair : scores) {
            Report report = new Report(0, 1, List.of(pair[0], pair[1]), 1);
            trials.add(
                    new Trial(trials.size(), Map.of(), 0, Trial.State.COMPLETE, List.of(report)));
        }
        return trials;
    }

    private static List<Integer> numbers(List<Trial> trials) {
        return trials.stream().map(Trial::number).toList();
    }

    @Test
    void whoIsBeatenInEverythingIsNotOnTheFront() {
        List<Trial> trials =
                trials(
                        new double[] {0.9, -5},
                        new double[] {0.8, -3},
                        new double[] {0.8, -4}, // as good as 1, and slower
                        new double[] {0.5, -1},
                        new double[] {0.4, -2});
        assertEquals(List.of(0, 1, 3), numbers(Pareto.front(trials)));
    }

    @Test
    void equalsAreBothOnTheFront() {
        List<Trial> trials = trials(new double[] {1, 1}, new double[] {1, 1});
        assertEquals(List.of(0, 1), numbers(Pareto.front(trials)));
    }

    @Test
    void aTrialThatWasEndedEarlyIsNotOnTheFront() {
        Report report = new Report(0, 0.1, List.of(9.0, 9.0), 1);
        Trial paused = new Trial(0, Map.of(), 0, Trial.State.PAUSED, List.of(report));
        assertEquals(List.of(), Pareto.front(List.of(paused)));
    }

    @Test
    void theEndsOfTheFrontComeFirstThenItsEmptierPlaces() {
        List<Trial> trials =
                trials(
                        new double[] {5, 5.1},
                        new double[] {0, 0}, // beaten by all
                        new double[] {5.1, 5},
                        new double[] {10, 0.5},
                        new double[] {0.5, 10},
                        new double[] {7.5, 2});
        assertEquals(List.of(3, 4, 0, 5, 2, 1), numbers(Pareto.ranked(trials)));
    }

    @Test
    void oneObjectiveIsRankedByItsScore() {
        List<Trial> trials = new ArrayList<>();
        for (double score : List.of(0.1, 0.3, 0.2)) {
            Report report = new Report(0, 1, List.of(score), 1);
            trials.add(
                    new Trial(trials.size(), Map.of(), 0, Trial.State.COMPLETE, List.of(report)));
        }
        assertEquals(List.of(1, 2, 0), numbers(Pareto.ranked(trials)));
    }
}
