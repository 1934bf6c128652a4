package org.bert4j.trainer;

import org.bert4j.evaluate.Evaluation;

/// How far a run has come: all that is needed, beside weights and moments, to go on as if it had never stopped.
///
/// @param step           updates done
/// @param stage          of the latest of them, counted from 0
/// @param place          batches used of the order of that stage; as many as updates in a run of one stage
/// @param microBatchSize examples computed at once, which a lack of memory may have lowered
/// @param decisive       name of the figure that decides; empty before the first evaluation
/// @param bestScore      of the evaluations so far; minus infinity before the first
/// @param withoutBetter  evaluations since the best one
/// @param seconds        wall time that training has taken, with evaluations and saves; 0 where updates are counted,
///                       so that equal runs have equal states
/// @param closing        seconds that the last evaluation and the last save will take; 0 likewise
/// @param ended          true if nothing is left to do: the end is reached, or scores get no better
public record Progress(
        long step,
        int stage,
        long place,
        int microBatchSize,
        String decisive,
        double bestScore,
        int withoutBetter,
        double seconds,
        double closing,
        boolean ended) {
    static Progress start(int microBatchSize) {
        return new Progress(0, 0, 0, microBatchSize, "", Double.NEGATIVE_INFINITY, 0, 0, 0, false);
    }

    /// Goes on with the next examples.
    Progress inStage(int next) {
        return in(next, place, microBatchSize);
    }

    /// Begins with other examples.
    Progress atBeginOf(int next, int microBatchSizeThere) {
        return in(next, 0, microBatchSizeThere);
    }

    private Progress in(int next, long placeThere, int microBatchSizeThere) {
        return new Progress(
                step,
                next,
                placeThere,
                microBatchSizeThere,
                decisive,
                bestScore,
                withoutBetter,
                seconds,
                closing,
                ended);
    }

    Progress afterStep(long placeNow, int microBatchSizeNow) {
        return new Progress(
                step + 1,
                stage,
                placeNow,
                microBatchSizeNow,
                decisive,
                bestScore,
                withoutBetter,
                seconds,
                closing,
                ended);
    }

    Progress onTheClock(double secondsNow, double closingNow) {
        return new Progress(
                step,
                stage,
                place,
                microBatchSize,
                decisive,
                bestScore,
                withoutBetter,
                secondsNow,
                closingNow,
                ended);
    }

    /// The end is reached. With a budget of time, counting would not show it: the last save is not counted.
    Progress atEnd() {
        return scored(decisive, bestScore, withoutBetter, true);
    }

    /// @param patience evaluations without a better score until training stops
    Progress afterEvaluation(Evaluation evaluation, int patience) {
        boolean better = evaluation.score() > bestScore;
        int without = better ? 0 : withoutBetter + 1;
        double best = better ? evaluation.score() : bestScore;
        return scored(evaluation.decisive(), best, without, without >= patience);
    }

    private Progress scored(String decisiveNow, double best, int without, boolean endedNow) {
        return new Progress(
                step,
                stage,
                place,
                microBatchSize,
                decisiveNow,
                best,
                without,
                seconds,
                closing,
                endedNow);
    }
}
