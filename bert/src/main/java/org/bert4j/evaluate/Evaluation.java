package org.bert4j.evaluate;

import java.util.Map;

/// The figures of one evaluation.
///
/// @param figures by published name, in the order to print them
/// @param score   the one that decides which checkpoint is best: higher is better
public record Evaluation(Map<String, Object> figures, double score) {}
