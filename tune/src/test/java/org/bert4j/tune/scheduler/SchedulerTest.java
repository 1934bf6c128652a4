package org.bert4j.tune.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.tune.scheduler.Scheduler.Verdict;
import org.bert4j.tune.trial.Report;
import org.bert4j.tune.trial.Trial;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

final class SchedulerTest {
    private static Trial trial(int number, Trial.State state, double... scores) {
        return trial(number, 0, state, scores);
    }

    private static Trial trial(int number, int bracket, Trial.State state, double... scores) {
        List<Report> reports =
                IntStream.range(0, scores.length)
                        .mapToObj(rung -> new Report(rung, 0.1, List.of(scores[rung]), 1))
                        .toList();
        return new Trial(number, Map.of(), bracket, state, reports);
    }

    @Test
    void oneOfThreeGoesOn() {
        Trial good = trial(0, Trial.State.PAUSED, 0.9);
        Trial bad = trial(1, Trial.State.PAUSED, 0.5);
        Trial last = trial(2, Trial.State.RUNNING, 0.7);
        assertEquals(Optional.empty(), Halving.ASHA.promotable(List.of(good, bad)));
        assertEquals(Verdict.PAUSE, Halving.ASHA.judge(last, List.of(good, bad, last)));
        assertEquals(Optional.of(good), Halving.ASHA.promotable(List.of(good, bad, last)));
        Trial better = trial(2, Trial.State.RUNNING, 0.95);
        assertEquals(Verdict.GO_ON, Halving.ASHA.judge(better, List.of(good, bad, better)));
    }

    @Test
    void whoHasGoneOnIsNotPromotedAgain() {
        List<Trial> trials =
                List.of(
                        trial(0, Trial.State.PAUSED, 0.9, 0.91),
                        trial(1, Trial.State.PAUSED, 0.5),
                        trial(2, Trial.State.PAUSED, 0.7));
        assertEquals(Optional.empty(), Halving.ASHA.promotable(trials));
    }

    @Test
    void higherRungsGoFirst() {
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            trials.add(
                    i < 3
                            ? trial(i, Trial.State.PAUSED, 0.9 + i / 100.0, 0.8 + i / 100.0)
                            : trial(i, Trial.State.PAUSED, 0.5 + i / 100.0));
        }
        assertEquals(2, Halving.ASHA.promotable(trials).orElseThrow().number());
    }

    /// Li et al. 2020, figure 1: nine trials with a reduction of three give 9, 3 and 1 at the rungs.
    @Test
    void ninthsThirdsAndOneComeToTheRungs() {
        assertEquals(List.of(1 / 9.0, 1 / 3.0, 1.0), Halving.ASHA.rungs(0));
        assertEquals(List.of(9, 3, 1), arrivals(Halving.ASHA, 9));
        assertEquals(9 / 9.0 + 3 * 2 / 9.0 + 1 * 2 / 3.0, Halving.ASHA.expectedRuns(9), 1e-9);
    }

    /// How many trials come to each rung if one worker does them all.
    private static List<Integer> arrivals(Scheduler scheduler, int count) {
        Random random = new Random(7);
        List<Trial> trials = new ArrayList<>();
        while (true) {
            Optional<Trial> promoted = scheduler.promotable(trials);
            if (promoted.isEmpty() && trials.size() == count) {
                break;
            }
            int number = promoted.map(Trial::number).orElse(trials.size());
            if (promoted.isEmpty()) {
                trials.add(trial(number, Trial.State.RUNNING));
            }
            advance(trials, number, random.nextDouble(), scheduler);
        }
        List<Integer> counts = new ArrayList<>();
        for (int rung = 0; rung < scheduler.rungs(0).size(); rung++) {
            int at = rung;
            counts.add((int) trials.stream().filter(trial -> trial.at(at).isPresent()).count());
        }
        return counts;
    }

    private static void advance(List<Trial> trials, int number, double score, Scheduler scheduler) {
        Trial before = trials.get(number);
        List<Report> reports = new ArrayList<>(before.reports());
        reports.add(new Report(reports.size(), 0.1, List.of(score), 1));
        boolean last = reports.size() == scheduler.rungs(0).size();
        trials.set(
                number,
                new Trial(
                        number,
                        Map.of(),
                        0,
                        last ? Trial.State.COMPLETE : Trial.State.PAUSED,
                        reports));
    }

    /// Li et al. 2018, table 1, with three rungs and a reduction of three: 9, 5 and 3 trials.
    @Test
    void hyperbandHasBracketsThatBeginLater() {
        int[] counts = new int[3];
        for (int trial = 0; trial < 17; trial++) {
            counts[Halving.HYPERBAND.bracket(trial)]++;
        }
        assertEquals(List.of(9, 5, 3), IntStream.of(counts).boxed().toList());
        assertEquals(List.of(1 / 3.0, 1.0), Halving.HYPERBAND.rungs(1));
        assertEquals(List.of(1.0), Halving.HYPERBAND.rungs(2));
        assertEquals(0, Halving.HYPERBAND.bracket(17));
    }

    @Test
    void bracketsDoNotCompete() {
        List<Trial> trials =
                List.of(
                        trial(0, 0, Trial.State.PAUSED, 0.9),
                        trial(1, 1, Trial.State.PAUSED, 0.5),
                        trial(2, 0, Trial.State.PAUSED, 0.7));
        assertEquals(Optional.empty(), Halving.HYPERBAND.promotable(trials));
    }

    @Test
    void whatLiesBelowTheMedianIsStopped() {
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            trials.add(trial(i, Trial.State.COMPLETE, 0.5 + i / 10.0, 0.6, 0.6, 0.6));
        }
        Trial bad = trial(5, Trial.State.RUNNING, 0.69);
        Trial good = trial(5, Trial.State.RUNNING, 0.7);
        assertEquals(Verdict.STOP, judged(bad, trials));
        assertEquals(Verdict.GO_ON, judged(good, trials));
        assertEquals(Verdict.GO_ON, judged(bad, trials.subList(0, 4)), "too few to compare with");
    }

    private static Verdict judged(Trial trial, List<Trial> before) {
        List<Trial> all = new ArrayList<>(before);
        all.add(trial);
        return MedianStopping.DEFAULT.judge(trial, all);
    }

    @Test
    void withoutASchedulerEveryTrialComesToTheEnd() {
        assertEquals(List.of(1.0), Scheduler.NONE.rungs(0));
        assertEquals(20, Scheduler.NONE.expectedRuns(20));
        assertTrue(Scheduler.NONE.promotable(List.of()).isEmpty());
    }
}
