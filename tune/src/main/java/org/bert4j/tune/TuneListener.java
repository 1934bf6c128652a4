package org.bert4j.tune;

import org.bert4j.trainer.TrainingListener;
import org.bert4j.tune.scheduler.Scheduler.Verdict;
import org.bert4j.tune.trial.Report;
import org.bert4j.tune.trial.Trial;

/// Hears what a worker does, on the worker's thread; every method may be left out.
public interface TuneListener {
    /// A trial begins, or goes on.
    ///
    /// @return hears its training
    default TrainingListener training(Trial trial) {
        return new TrainingListener() {};
    }

    /// A trial came to a rung.
    default void reported(Trial trial, Report report, Verdict verdict) {}

    /// The worker is done with a trial, for good or for now.
    ///
    /// @param message why it failed; else empty
    default void released(Trial trial, Trial.State state, String message) {}
}
