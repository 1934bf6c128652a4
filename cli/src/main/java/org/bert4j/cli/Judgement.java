package org.bert4j.cli;

import org.bert4j.metric.Bootstrap;
import org.bert4j.metric.Sample;

import java.util.Map;

/// What an evaluation says of a model.
///
/// @param figures by published name
/// @param sample  the judged examples, in the order of the data
record Judgement(Map<String, Object> figures, Sample sample) {
    /// What this model has of each figure more than another on the same examples.
    Map<String, Bootstrap.Difference> minus(Judgement other) {
        Map<String, Bootstrap.Difference> differences = Bootstrap.differences(other.sample, sample);
        differences.keySet().retainAll(figures.keySet());
        return differences;
    }
}
