package org.bert4j.layer;

import org.bert4j.tensor.Tensor;

/// `x W^T + b` over the last dimension.
public final class Linear {
    private final Tensor weight; // [out, in]
    private final Tensor bias; // [out]

    public Linear(Parameters parameters, int in, int out) {
        weight = parameters.matrix("weight", out, in);
        bias = parameters.vector("bias", out, 0);
    }

    /// @param input `[..., in]`
    /// @return      `[..., out]`
    public Tensor forward(Tensor input) {
        return input.linear(weight, bias);
    }
}
