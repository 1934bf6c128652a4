package org.bert4j.doctor;

import java.util.List;
import java.util.Map;

/// What is to be said about some data.
///
/// @param train    examples to train on
/// @param dev      examples to evaluate on
/// @param facts    by name
/// @param findings the serious ones first
/// @param shown    for each finding the examples of its first cases
public record Examination(
        int train,
        int dev,
        Map<String, Object> facts,
        List<Finding> findings,
        List<List<List<Specimen>>> shown) {}
