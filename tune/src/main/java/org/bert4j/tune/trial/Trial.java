package org.bert4j.tune.trial;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One training run of a study.
///
/// @param number        counted from 0 in the order of beginning
/// @param configuration the searched options and their values, as on the command line
/// @param bracket       which of the scheduler's brackets it runs in, counted from 0
/// @param reports       in the order of the rungs
public record Trial(
        int number,
        Map<String, String> configuration,
        int bracket,
        State state,
        List<Report> reports) {
    /// How far a trial is.
    public enum State {
        /// A worker is at it.
        RUNNING,
        /// Its worker was stopped; whoever is free goes on from its checkpoint.
        WAITING,
        /// It stays at a rung until its score is good enough to go on.
        PAUSED,
        /// It was trained to the end.
        COMPLETE,
        /// It was ended early, for others are better.
        STOPPED,
        /// It cannot be trained.
        FAILED
    }

    public Trial {
        configuration = Collections.unmodifiableMap(new LinkedHashMap<>(configuration));
        reports = List.copyOf(reports);
    }

    /// The one with the best score among those that came furthest; of equals, the better one in the next objective.
    public static Optional<Trial> best(List<Trial> trials) {
        return trials.stream()
                .filter(trial -> trial.state != State.FAILED && !trial.reports.isEmpty())
                .max(
                        Comparator.comparingDouble(Trial::share)
                                .thenComparing(
                                        trial -> trial.reports.getLast().scores(), Trial::compare)
                                .thenComparing(Trial::number, Comparator.reverseOrder()));
    }

    /// By the first objective in which they differ.
    private static int compare(List<Double> scores, List<Double> others) {
        for (int i = 0; i < scores.size(); i++) {
            int order = Double.compare(scores.get(i), others.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /// The latest one.
    public Optional<Report> lastReport() {
        return reports.isEmpty() ? Optional.empty() : Optional.of(reports.getLast());
    }

    /// The rung it has reached; -1 before the first.
    public int rung() {
        return lastReport().map(Report::rung).orElse(-1);
    }

    /// How much of its run is done and reported; 0 before the first rung.
    public double share() {
        return lastReport().map(Report::share).orElse(0.0);
    }

    /// What it was given at a rung; empty if it has not come there.
    public Optional<Report> at(int rung) {
        return reports.stream().filter(report -> report.rung() == rung).findFirst();
    }

    /// What it was given at a point of its run, whatever the rung of its bracket; empty if it was not evaluated there.
    ///
    /// @param share of the whole run
    public Optional<Report> atShare(double share) {
        return reports.stream().filter(report -> report.share() == share).findFirst();
    }

    /// Whether no work is left to do on it, as far as is known now.
    public boolean isOver() {
        return switch (state) {
            case COMPLETE, STOPPED, FAILED -> true;
            case RUNNING, WAITING, PAUSED -> false;
        };
    }
}
