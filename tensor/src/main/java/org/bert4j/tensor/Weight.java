package org.bert4j.tensor;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// A trained parameter as the layers compute with it: the float32 parameter itself, or a copy beside it in another number
/// format, made again only when the parameter has changed. Several parameters may be stacked into one, so that three
/// products become a single larger one.
///
/// What a loss says of a copy, [Gradients#backward] adds to the gradients of the parameters.
public final class Weight {
    private final List<Tensor> parameters;
    private final Map<ElementType, WeightCopy> copies = new EnumMap<>(ElementType.class);
    private FixedWeight fixed;
    private Precision fixedPrecision;
    private long fixedVersion;

    private Weight(List<Tensor> parameters) {
        this.parameters = parameters;
    }

    /// One parameter.
    public static Weight of(Tensor parameter) {
        return new Weight(List.of(parameter));
    }

    /// Several, one below the other: they have the same shape but for the first dimension.
    public static Weight stacked(Tensor... parameters) {
        return new Weight(List.of(parameters));
    }

    /// The values for products with tensors of a number format.
    public Tensor as(ElementType type) {
        if (type == ElementType.F32 && parameters.size() == 1) {
            Tensor parameter = parameters.getFirst();
            parameter.gradients().usedWhole();
            return parameter;
        }
        return copies.computeIfAbsent(type, wanted -> new WeightCopy(wanted, parameters)).values();
    }

    /// The values of a matrix as products without a way back read them. They are there for one precision at a time: a model
    /// that predicts keeps to its own.
    public FixedWeight fixed(Precision precision) {
        long version = Tensor.version(parameters);
        if (fixed == null || fixedPrecision != precision || fixedVersion != version) {
            fix(precision);
            fixedPrecision = precision;
            fixedVersion = version;
        }
        return fixed;
    }

    /// Hands its gradient on to the parameters that are trained.
    ///
    /// @param gradient like the parameters below each other
    void learn(Tensor gradient) {
        learn(parameters, gradient.handle);
    }

    static void learn(List<Tensor> parameters, org.bytedeco.pytorch.Tensor gradient) {
        long row = 0;
        for (Tensor parameter : parameters) {
            if (parameter.isTrainable()) {
                parameter.gradients().add(gradient.narrow(0, row, parameter.size(0)));
            }
            row += parameter.size(0);
        }
    }

    boolean isTrainable() {
        return parameters.stream().anyMatch(Tensor::isTrainable);
    }

    private void fix(Precision precision) {
        Tensor owner = parameters.getFirst();
        if (fixed != null) {
            fixed.values().forEach(owner::freeNoMore);
            fixed.values().forEach(Tensor::free);
        }
        try (var _ = TensorScope.open()) {
            fixed =
                    precision == Precision.INT8
                            ? QuantizedWeight.of(whole(ElementType.F32), precision.type())
                            : PackedWeight.of(whole(precision.type()));
        }
        fixed.values().forEach(owner::freeAlso);
    }

    private Tensor whole(ElementType type) {
        List<Tensor> parts = parameters.stream().map(part -> part.as(type)).toList();
        return parts.size() == 1 ? parts.getFirst() : Tensor.concatenate(parts, 0);
    }
}
