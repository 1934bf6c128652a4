package org.bert4j.trainer;

import org.bert4j.evaluate.Evaluation;

/// How far a run has come: all that is needed, beside weights and moments, to go on as if it had never stopped.
///
/// @param step        updates done
/// @param decisive    name of the figure that decides; empty before the first evaluation
/// @param bestScore   of the evaluations so far; minus infinity before the first
/// @param evaluations since the best one
/// @param evaluatedAt step of the last evaluation
/// @param stopped     true if training ended before its last epoch, for want of better scores
public record Progress(
        long step,
        String decisive,
        double bestScore,
        int evaluations,
        long evaluatedAt,
        boolean stopped) {
    static final Progress START = new Progress(0, "", Double.NEGATIVE_INFINITY, 0, -1, false);

    Progress afterStep() {
        return new Progress(step + 1, decisive, bestScore, evaluations, evaluatedAt, stopped);
    }

    Progress afterEvaluation(Evaluation evaluation, boolean better, boolean stop) {
        return new Progress(
                step,
                evaluation.decisive(),
                better ? evaluation.score() : bestScore,
                better ? 0 : evaluations + 1,
                step,
                stop);
    }
}
