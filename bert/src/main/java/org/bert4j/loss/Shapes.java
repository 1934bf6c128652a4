package org.bert4j.loss;

import org.bert4j.tensor.Tensor;
import org.bert4j.tensor.TensorException;

import java.util.Arrays;

/// Guards against broadcasting: predictions `[n, 1]` minus targets `[n]` would be `[n, n]`, and a wrong loss.
final class Shapes {
    private Shapes() {}

    /// @throws TensorException if the two differ in shape
    static void requireSame(String loss, Tensor predictions, Tensor targets) {
        if (!Arrays.equals(predictions.shape(), targets.shape())) {
            throw new TensorException(
                    "%s needs targets of the shape of the predictions, but got %s and %s"
                            .formatted(
                                    loss,
                                    Arrays.toString(predictions.shape()),
                                    Arrays.toString(targets.shape())));
        }
    }
}
