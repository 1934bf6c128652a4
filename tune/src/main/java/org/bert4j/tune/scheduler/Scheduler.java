package org.bert4j.tune.scheduler;

import org.bert4j.tune.trial.Trial;

import java.util.List;
import java.util.Optional;

/// Decides how far trials are trained.
///
/// Like a sampler it keeps nothing, and is given all trials.
public interface Scheduler {
    /// Every trial is trained to the end.
    Scheduler NONE = new Thorough();

    /// What becomes of a trial that was evaluated at a rung before the last.
    enum Verdict {
        /// It is trained on.
        GO_ON,
        /// It waits until it is [#promotable], if ever.
        PAUSE,
        /// It is over.
        STOP
    }

    /// What it does, in some words.
    String description();

    /// In which bracket a trial runs, counted from 0.
    int bracket(int trial);

    /// The points of a run at which trials of a bracket are evaluated, as shares of it: rising, the last is 1.
    List<Double> rungs(int bracket);

    /// @param trial with its latest report, which is not that of the last rung
    /// @param all   trials of the study, this one among them
    Verdict judge(Trial trial, List<Trial> all);

    /// A paused trial that deserves to go on.
    Optional<Trial> promotable(List<Trial> all);

    /// What trials cost on the whole if all scores differ by chance, in whole runs.
    default double expectedRuns(int trials) {
        return trials;
    }
}
