package org.bert4j.trainer;

import org.bert4j.evaluate.Evaluation;

import java.nio.file.Path;

/// Hears what a trainer does, on the trainer's thread; every method may be left out.
public interface TrainingListener {
    /// Training begins, or goes on at `step`.
    ///
    /// @param totalSteps updates in all; 0 if that shows in the end only
    default void started(long step, long totalSteps) {}

    /// One update is done.
    default void step(Step step) {}

    /// The model was evaluated.
    ///
    /// @param best true if no evaluation before was better
    default void evaluated(long step, Evaluation evaluation, boolean best) {}

    /// The model and the state of training were saved.
    default void saved(long step, Path directory) {}

    /// Something the user should know.
    default void notice(String message) {}

    /// Both hear everything, this one first.
    default TrainingListener and(TrainingListener next) {
        return new ListenerPair(this, next);
    }

    /// What one update did.
    ///
    /// @param step         counted from 1
    /// @param loss         mean over the batch's examples
    /// @param gradientNorm before clipping
    /// @param examples     in this batch
    /// @param tokens       in this batch, padding left out
    /// @param seconds      wall time of the update
    record Step(
            long step,
            double epoch,
            double loss,
            double gradientNorm,
            double learningRate,
            int examples,
            int tokens,
            double seconds) {}
}
