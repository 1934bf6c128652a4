package org.bert4j.report;

import java.util.List;

/// What is to be said of one answer.
///
/// @param truth    for people
/// @param answer   for people
/// @param score    1 if it is right, 0 if it is wrong, or how much of it is right; NaN if that cannot be said
/// @param surprise how sure the model was of what is wrong, in [0, 1]; 0 if all is right
/// @param beliefs  the probabilities that came with it, each with whether it came true
record Verdict(String truth, String answer, double score, double surprise, List<Belief> beliefs) {
    /// A probability, and whether it came true.
    ///
    /// @param score 1 if it did, 0 if not, or how much
    record Belief(double probability, double score) {}
}
