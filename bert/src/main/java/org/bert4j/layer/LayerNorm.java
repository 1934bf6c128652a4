package org.bert4j.layer;

import org.bert4j.tensor.Tape;
import org.bert4j.tensor.Tensor;

/// Layer normalisation over the last dimension (Ba et al. 2016).
public final class LayerNorm {
    private final Tensor weight; // [width]
    private final Tensor bias; // [width]
    private final double epsilon;

    public LayerNorm(Parameters parameters, int width, double epsilon) {
        weight = parameters.vector("weight", width, 1);
        bias = parameters.vector("bias", width, 0);
        this.epsilon = epsilon;
    }

    /// @param input `[..., width]`
    public Tensor forward(Tensor input) {
        return input.layerNorm(weight, bias, epsilon);
    }

    /// The same, with a way back on the tape.
    public Tensor forward(Tensor input, Tape tape) {
        return tape.layerNorm(input, weight, bias, epsilon);
    }
}
