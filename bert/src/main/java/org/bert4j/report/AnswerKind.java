package org.bert4j.report;

import org.bert4j.metric.Sample;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Map;

/// How the answers of one kind of task are judged, from the lines of a file of predictions.
interface AnswerKind {
    /// Takes the next line.
    Verdict judge(JsonNode line);

    /// The answers so far, to take figures of draws.
    Sample sample();

    /// The kind of a line, by the keys it has.
    ///
    /// @param labels     in the order of the model; none: where there are none
    /// @param thresholds of labels, where several can be chosen; none: as the lines say
    static AnswerKind of(JsonNode line, List<String> labels, Map<String, Double> thresholds) {
        if (line.has("choice")) {
            return new ChoiceAnswers();
        }
        if (line.has("label")) {
            return new LabelAnswers(labels);
        }
        if (line.has("labels")) {
            return new LabelSetAnswers(labels, thresholds);
        }
        if (line.has("tags")) {
            return new TagAnswers();
        }
        if (line.has("answer")) {
            return new SpanAnswers();
        }
        return Double.isNaN(NumberAnswers.truth(line))
                ? new UnjudgedAnswers()
                : new NumberAnswers();
    }
}
