package org.bert4j.loss;

import org.bert4j.tensor.Tensor;

/// The squared distance of a predicted number from the true one: the loss of regression.
public final class SquaredError {
    private SquaredError() {}

    /// @param predictions `[n]`
    /// @param targets     `[n]`
    /// @return            the sum over all n
    /// @throws org.bert4j.tensor.TensorException if the shapes differ
    public static Tensor sum(Tensor predictions, Tensor targets) {
        Shapes.requireSame("SquaredError", predictions, targets);
        Tensor difference = predictions.minus(targets);
        return difference.times(difference).sum();
    }
}
