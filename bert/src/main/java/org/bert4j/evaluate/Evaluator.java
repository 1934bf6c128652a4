package org.bert4j.evaluate;

import org.bert4j.tensor.Precision;

/// Measures a model as it is now on held-out examples.
@FunctionalInterface
public interface Evaluator {
    Evaluation evaluate(Precision precision);
}
