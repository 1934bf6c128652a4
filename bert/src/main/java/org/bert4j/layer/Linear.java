package org.bert4j.layer;

import org.bert4j.tensor.Gradients;
import org.bert4j.tensor.PackedWeight;
import org.bert4j.tensor.Tensor;
import org.bert4j.tensor.Weight;

import java.util.List;
import java.util.Optional;

/// `x W^T + b` over the last dimension.
public final class Linear {
    private final Weight weight; // [out, in]
    private final Weight bias; // [out]

    public Linear(Parameters parameters, int in, int out) {
        weight = Weight.of(parameters.matrix("weight", out, in));
        bias = Weight.of(parameters.vector("bias", out, 0));
    }

    private Linear(Weight weight, Weight bias) {
        this.weight = weight;
        this.bias = bias;
    }

    /// Several layers of equal size over the same input, computed as one.
    static Linear stacked(List<Parameters> places, int in, int out) {
        return new Linear(
                Weight.stacked(
                        places.stream()
                                .map(place -> place.matrix("weight", out, in))
                                .toArray(Tensor[]::new)),
                Weight.stacked(
                        places.stream()
                                .map(place -> place.vector("bias", out, 0))
                                .toArray(Tensor[]::new)));
    }

    /// @param input `[..., in]`, float32 or bfloat16
    /// @return      `[..., out]`, same type
    public Tensor forward(Tensor input) {
        return forward(input, PackedWeight.Activation.NONE).orElseGet(() -> plain(input));
    }

    /// The same with an activation behind it.
    public Tensor forward(Tensor input, Activation activation) {
        return activation
                .fused()
                .flatMap(fused -> forward(input, fused))
                .orElseGet(() -> activation.apply(plain(input)));
    }

    /// `x W^T + b + residual`
    public Tensor forwardPlus(Tensor input, Tensor residual) {
        if (isPacked()) {
            return packed(input).linearPlus(input, bias.as(input.type()), residual);
        }
        return residual.plus(plain(input));
    }

    private Optional<Tensor> forward(Tensor input, PackedWeight.Activation activation) {
        return isPacked()
                ? Optional.of(packed(input).linear(input, bias.as(input.type()), activation))
                : Optional.empty();
    }

    private Tensor plain(Tensor input) {
        return input.linear(weight.as(input.type()), bias.as(input.type()));
    }

    private PackedWeight packed(Tensor input) {
        return weight.packed(input.type());
    }

    /// Packing pays off where weights stay as they are for many products.
    private static boolean isPacked() {
        return !Gradients.areOn() && PackedWeight.isAvailable();
    }
}
