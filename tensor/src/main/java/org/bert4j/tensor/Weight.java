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
    private PackedWeight packed;
    private ElementType packedType;
    private long packedVersion;

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

    /// The values of a matrix in the order in which products read them, for tensors of a number format. There is one such
    /// order at a time: a model that predicts keeps to its format.
    public PackedWeight packed(ElementType type) {
        long version = Tensor.version(parameters);
        if (packed == null || packedType != type || packedVersion != version) {
            pack(type);
            packedType = type;
            packedVersion = version;
        }
        return packed;
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

    private void pack(ElementType type) {
        Tensor first = parameters.getFirst();
        if (packed != null) {
            first.freeNoMore(packed.values());
            packed.values().free();
        }
        try (var _ = TensorScope.open()) {
            List<Tensor> parts = parameters.stream().map(part -> part.as(type)).toList();
            packed =
                    PackedWeight.of(
                            parts.size() == 1 ? parts.getFirst() : Tensor.concatenate(parts, 0));
        }
        first.freeAlso(packed.values());
    }
}
