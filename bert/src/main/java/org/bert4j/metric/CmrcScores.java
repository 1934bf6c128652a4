package org.bert4j.metric;

/// What `cmrc2018_evaluate.py` prints, in percent and not rounded.
///
/// @param exact mean exact match, "EM"
/// @param f1 mean F1
/// @param total all questions
/// @param skipped those without a prediction
public record CmrcScores(double exact, double f1, int total, int skipped) {
    /// Half exact match, half F1.
    public double average() {
        return (exact + f1) * 0.5;
    }
}
