package org.bert4j.metric;

import java.util.List;
import java.util.Map;

/// A score for question answering that takes one question after the other.
public interface QaMetric extends Sample {
    /// Counts an answered question.
    ///
    /// @param references all reference answers; none if the question is unanswerable
    /// @param prediction the predicted text, "" for "no answer"
    /// @param nullOdds how much better "no answer" scored than the best answer, the figure of
    ///   `null_odds.json`; only metrics that search for the best threshold use it
    void add(List<String> references, String prediction, double nullOdds);

    /// Counts a question that has no prediction at all.
    void addMissing(List<String> references);

    /// The figures so far, under the official names and in the official order.
    Map<String, Number> figures();
}
