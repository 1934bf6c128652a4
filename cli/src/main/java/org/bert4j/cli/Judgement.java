package org.bert4j.cli;

import org.bert4j.evaluate.Evaluation;
import org.bert4j.metric.Bootstrap;
import org.bert4j.metric.Sample;

import java.util.Map;

/// What an evaluation says of a model.
///
/// @param task   as on the command line
/// @param sample the judged examples, in the order of the data
record Judgement(String task, Evaluation evaluation, Sample sample) {
    /// By published name.
    Map<String, Object> figures() {
        return evaluation.figures();
    }

    /// The name of the figure that matters most.
    String decisive() {
        return evaluation.decisive();
    }

    /// What this model has of each figure more than another on the same examples.
    Map<String, Bootstrap.Difference> minus(Judgement other) {
        Map<String, Bootstrap.Difference> differences = Bootstrap.differences(other.sample, sample);
        differences.keySet().retainAll(figures().keySet());
        return differences;
    }
}
