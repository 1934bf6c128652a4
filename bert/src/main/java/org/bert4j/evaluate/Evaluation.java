package org.bert4j.evaluate;

import java.util.Map;

/// The figures of one evaluation.
///
/// @param figures  by published name, in the order to print them
/// @param decisive the name of the one that decides which checkpoint is best: higher is better
/// @param score    its value
public record Evaluation(Map<String, Object> figures, String decisive, double score) {
    public static Evaluation of(Map<String, Object> figures, String decisive) {
        return new Evaluation(figures, decisive, ((Number) figures.get(decisive)).doubleValue());
    }
}
