package org.bert4j.evaluate;

import org.bert4j.tensor.Precision;

import java.util.Map;
import java.util.function.Consumer;

/// Measures a model as it is now on held-out examples.
@FunctionalInterface
public interface Evaluator {
    /// @param answers takes every judged example as [org.bert4j.task.Task#line] gives it, where examples have answers
    Evaluation evaluate(Precision precision, Consumer<Map<String, Object>> answers);
}
