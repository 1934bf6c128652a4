package org.bert4j.tune.scheduler;

import org.bert4j.tune.trial.Report;
import org.bert4j.tune.trial.Trial;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Ends a trial whose best score so far is below the median of what the trials that came to the end had scored on the
/// average by then (Golovin et al. 2017, section 3.2.2).
///
/// @param points      evaluations of a run, evenly spread
/// @param firstTrials so many come to the end before any other is stopped
public record MedianStopping(int points, int firstTrials) implements Scheduler {
    /// Four points; five trials to the end.
    public static final MedianStopping DEFAULT = new MedianStopping(4, 5);

    @Override
    public String description() {
        return "those below the median ended at one of %d points".formatted(points);
    }

    @Override
    public int bracket(int trial) {
        return 0;
    }

    @Override
    public List<Double> rungs(int bracket) {
        return IntStream.rangeClosed(1, points).mapToObj(i -> (double) i / points).toList();
    }

    @Override
    public Verdict judge(Trial trial, List<Trial> all) {
        int rung = trial.rung();
        double[] averages =
                all.stream()
                        .filter(other -> other.state() == Trial.State.COMPLETE)
                        .mapToDouble(other -> averageUpTo(rung, other))
                        .sorted()
                        .toArray();
        if (averages.length < firstTrials) {
            return Verdict.GO_ON;
        }
        double best = trial.reports().stream().mapToDouble(Report::score).max().orElseThrow();
        return best < median(averages) ? Verdict.STOP : Verdict.GO_ON;
    }

    private static double averageUpTo(int rung, Trial trial) {
        return trial.reports().stream()
                .filter(report -> report.rung() <= rung)
                .mapToDouble(Report::score)
                .average()
                .orElseThrow();
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    @Override
    public Optional<Trial> promotable(List<Trial> all) {
        return Optional.empty();
    }
}
