package org.bert4j.feature;

import org.bert4j.dataset.QaExample;

import java.util.List;

/// A question with its features, one per window.
///
/// @param features in the order of the context; none if the example was left out of training, or
///   Google's way met a context without tokens
/// @param outcome what became of the example
/// @param questionCut the question was longer than the options allow
public record QaExampleFeatures(
        QaExample example, List<QaFeature> features, Outcome outcome, boolean questionCut) {

    /// What became of an example.
    public enum Outcome {
        CONVERTED,
        /// Left out of training: none of its references is in the context.
        NO_ANSWER_IN_CONTEXT,
        /// Left out of training: the words at the answer's place do not contain it.
        WORDS_LACK_ANSWER
    }

    public QaExampleFeatures {
        features = List.copyOf(features);
    }

    static QaExampleFeatures leftOut(QaExample example, Outcome outcome) {
        return new QaExampleFeatures(example, List.of(), outcome, false);
    }
}
