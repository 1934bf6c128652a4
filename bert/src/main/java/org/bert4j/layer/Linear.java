package org.bert4j.layer;

import org.bert4j.tensor.ElementType;
import org.bert4j.tensor.Gradients;
import org.bert4j.tensor.OneDnn;
import org.bert4j.tensor.PackedWeight;
import org.bert4j.tensor.Tape;
import org.bert4j.tensor.Tensor;
import org.bert4j.tensor.Weight;

import java.util.List;
import java.util.Optional;

/// `x W^T + b` over the last dimension, and what [Lora] may have learnt besides.
public final class Linear {
    private final Weight weight; // [out, in]
    private final Weight bias; // [out]
    private final Optional<LoraBranch> branch;

    public Linear(Parameters parameters, int in, int out) {
        weight = Weight.of(parameters.matrix("weight", out, in));
        bias = Weight.of(parameters.vector("bias", out, 0));
        branch = LoraBranch.beside(List.of(parameters), in, out);
    }

    private Linear(Weight weight, Weight bias, Optional<LoraBranch> branch) {
        this.weight = weight;
        this.bias = bias;
        this.branch = branch;
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
                                .toArray(Tensor[]::new)),
                LoraBranch.beside(places, in, out));
    }

    /// @param input `[..., in]`, float32 or bfloat16
    /// @return      `[..., out]`, same type
    public Tensor forward(Tensor input) {
        Tensor product =
                isPacked(input) ? packed(input, PackedWeight.Activation.NONE) : plain(input);
        branch.ifPresent(more -> more.addTo(product, input));
        return product;
    }

    /// The same with an activation behind it.
    public Tensor forward(Tensor input, Activation activation) {
        return isPacked(input) && branch.isEmpty()
                ? packed(input, activation.fused())
                : activation.apply(forward(input));
    }

    /// `x W^T + b + residual`
    public Tensor forwardPlus(Tensor input, Tensor residual) {
        return isPacked(input) && branch.isEmpty()
                ? weight.packed(input.type()).linearPlus(input, bias.as(ElementType.F32), residual)
                : residual.plus(forward(input));
    }

    /// The same, with a way back on the tape.
    ///
    /// @param input contiguous
    public Tensor forward(Tensor input, Tape tape) {
        Tensor product = tape.linear(input, weight, bias);
        branch.ifPresent(more -> more.addTo(product, input, tape));
        return product;
    }

    /// `(x W^T + b) * dropout + residual`, with a way back on the tape.
    ///
    /// @param dropout what the sums are multiplied with
    public Tensor forwardPlus(Tensor input, Optional<Tensor> dropout, Tensor residual, Tape tape) {
        return branch.isPresent()
                ? tape.sum(forward(input, tape), dropout, residual)
                : tape.linear(input, weight, bias, dropout, Optional.of(residual));
    }

    private Tensor plain(Tensor input) {
        return input.linear(weight.as(input.type()), bias.as(input.type()));
    }

    private Tensor packed(Tensor input, PackedWeight.Activation activation) {
        return weight.packed(input.type()).linear(input, bias.as(ElementType.F32), activation);
    }

    /// Packing pays off where weights stay as they are for many products.
    private static boolean isPacked(Tensor input) {
        return !Gradients.areOn() && OneDnn.isAvailable(input.type());
    }
}
