package org.bert4j.layer;

import org.bert4j.tensor.FixedWeight;
import org.bert4j.tensor.Tensor;

import java.util.Arrays;
import java.util.stream.Collectors;

/// The non-linearity inside a feed-forward block, by the name that `hidden_act` of a checkpoint gives it.
public enum Activation {
    GELU("gelu"),
    GELU_NEW("gelu_new"),
    GELU_PYTORCH_TANH("gelu_pytorch_tanh"),
    RELU("relu");

    private final String publishedName;

    Activation(String publishedName) {
        this.publishedName = publishedName;
    }

    /// @throws IllegalArgumentException if no activation has that name
    public static Activation named(String name) {
        return Arrays.stream(values())
                .filter(activation -> activation.publishedName.equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "hidden_act \"%s\" is not one of %s"
                                                .formatted(name, names())));
    }

    public String publishedName() {
        return publishedName;
    }

    public Tensor apply(Tensor input) {
        return switch (this) {
            case GELU -> input.gelu();
            case GELU_NEW, GELU_PYTORCH_TANH -> input.geluTanh();
            case RELU -> input.relu();
        };
    }

    /// What a product can compute along with itself.
    FixedWeight.Activation fused() {
        return switch (this) {
            case GELU -> FixedWeight.Activation.GELU;
            case GELU_NEW, GELU_PYTORCH_TANH -> FixedWeight.Activation.GELU_TANH;
            case RELU -> FixedWeight.Activation.RELU;
        };
    }

    private static String names() {
        return Arrays.stream(values())
                .map(activation -> activation.publishedName)
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
