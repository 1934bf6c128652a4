package org.bert4j.trainer;

import org.bert4j.evaluate.Evaluation;

/// How far a run has come: all that is needed, beside weights and moments, to go on as if it had never stopped.
///
/// @param step           updates done
/// @param microBatchSize examples computed at once, which a lack of memory may have lowered
/// @param decisive       name of the figure that decides; empty before the first evaluation
/// @param bestScore      of the evaluations so far; minus infinity before the first
/// @param withoutBetter  evaluations since the best one
/// @param seconds        wall time that training has taken, with evaluations and saves; 0 where updates are counted,
///                       so that equal runs have equal states
/// @param ended          true if nothing is left to do: the end is reached, or scores get no better
public record Progress(
        long step,
        int microBatchSize,
        String decisive,
        double bestScore,
        int withoutBetter,
        double seconds,
        boolean ended) {
    static Progress start(int microBatchSize) {
        return new Progress(0, microBatchSize, "", Double.NEGATIVE_INFINITY, 0, 0, false);
    }

    Progress afterStep(int microBatchSizeNow, double secondsNow) {
        return new Progress(
                step + 1, microBatchSizeNow, decisive, bestScore, withoutBetter, secondsNow, ended);
    }

    /// The end is reached. With a budget of time, counting would not show it: the last save is not counted.
    Progress atEnd() {
        return new Progress(
                step, microBatchSize, decisive, bestScore, withoutBetter, seconds, true);
    }

    /// @param patience evaluations without a better score until training stops
    Progress afterEvaluation(Evaluation evaluation, int patience) {
        boolean better = evaluation.score() > bestScore;
        int without = better ? 0 : withoutBetter + 1;
        return new Progress(
                step,
                microBatchSize,
                evaluation.decisive(),
                better ? evaluation.score() : bestScore,
                without,
                seconds,
                without >= patience);
    }
}
