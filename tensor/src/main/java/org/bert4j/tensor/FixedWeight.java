package org.bert4j.tensor;

import java.util.List;

/// A matrix `[out, in]` that stays as it is for many products, in the form in which oneDNN reads it: for computations
/// without a way back. What follows a product, an activation or a sum, is computed while its values are at hand.
public sealed interface FixedWeight permits PackedWeight, QuantizedWeight {
    /// What follows a product.
    enum Activation {
        NONE(0),
        GELU(49),
        GELU_TANH(43),
        RELU(32);

        private final int number; // oneDNN's

        Activation(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }

    /// `activation(input x weight^T + bias)`
    ///
    /// @param input `[..., in]`, in the number format of the results
    /// @param bias  `[out]`, float32
    /// @return      `[..., out]`
    Tensor linear(Tensor input, Tensor bias, Activation activation);

    /// `input x weight^T + bias + residual`
    ///
    /// @param residual `[..., out]`, in the number format of the results
    Tensor linearPlus(Tensor input, Tensor bias, Tensor residual);

    /// Where its numbers lie: tensors that end with the parameter.
    List<Tensor> values();
}
