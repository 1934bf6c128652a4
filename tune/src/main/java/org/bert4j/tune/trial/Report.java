package org.bert4j.tune.trial;

import java.util.List;

/// What an evaluation of a trial said.
///
/// @param rung    the point of the run at which it was evaluated, counted from 0
/// @param share   of the whole run that was done by then, in (0, 1]
/// @param scores  of each objective, the larger the better; the first one decides about pauses and stops
/// @param seconds training took until then
public record Report(int rung, double share, List<Double> scores, double seconds) {
    public Report {
        scores = List.copyOf(scores);
    }

    /// That of the first objective.
    public double score() {
        return scores.getFirst();
    }
}
