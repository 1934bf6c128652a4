package org.bert4j.layer;

import org.bert4j.tensor.ElementType;
import org.bert4j.tensor.FixedWeight;
import org.bert4j.tensor.Gradients;
import org.bert4j.tensor.OneDnn;
import org.bert4j.tensor.Precision;
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
    private final boolean isQuantizable;

    private Linear(Weight weight, Weight bias, Optional<LoraBranch> branch, boolean isQuantizable) {
        this.weight = weight;
        this.bias = bias;
        this.branch = branch;
        this.isQuantizable = isQuantizable;
    }

    /// One that computes in the number format of its input, as heads do.
    public Linear(Parameters parameters, int in, int out) {
        this(parameters, in, out, false);
    }

    private Linear(Parameters parameters, int in, int out, boolean isQuantizable) {
        this(
                Weight.of(parameters.matrix("weight", out, in)),
                Weight.of(parameters.vector("bias", out, 0)),
                LoraBranch.beside(List.of(parameters), in, out),
                isQuantizable);
    }

    /// One in a layer of the encoder, where the time goes: under [Precision#INT8] it multiplies integers.
    public static Linear quantizable(Parameters parameters, int in, int out) {
        return new Linear(parameters, in, out, true);
    }

    /// Several such of equal size over the same input, computed as one.
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
                LoraBranch.beside(places, in, out),
                true);
    }

    /// @param input `[..., in]`, float32 or bfloat16
    /// @return      `[..., out]`, same type
    public Tensor forward(Tensor input) {
        Tensor product = isFixed(input) ? fixed(input, FixedWeight.Activation.NONE) : plain(input);
        branch.ifPresent(more -> more.addTo(product, input));
        return product;
    }

    /// The same with an activation behind it.
    public Tensor forward(Tensor input, Activation activation) {
        return isFixed(input) && branch.isEmpty()
                ? fixed(input, activation.fused())
                : activation.apply(forward(input));
    }

    /// `x W^T + b + residual`
    public Tensor forwardPlus(Tensor input, Tensor residual) {
        return isFixed(input) && branch.isEmpty()
                ? fixed(input).linearPlus(input, bias.as(ElementType.F32), residual)
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

    private Tensor fixed(Tensor input, FixedWeight.Activation activation) {
        return fixed(input).linear(input, bias.as(ElementType.F32), activation);
    }

    private FixedWeight fixed(Tensor input) {
        boolean isQuantized = isQuantizable && Precision.current() == Precision.INT8;
        return weight.fixed(isQuantized ? Precision.INT8 : Precision.of(input.type()));
    }

    /// To prepare a weight pays off where it stays as it is for many products.
    private static boolean isFixed(Tensor input) {
        return !Gradients.areOn() && OneDnn.isAvailable(input.type());
    }
}
