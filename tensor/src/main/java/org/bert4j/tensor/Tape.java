package org.bert4j.tensor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// A part of a computation that oneDNN computes there and back: each operation notes what is to be done with the gradient
/// of its result (a tape, or Wengert list). libtorch's own way back asks oneDNN as well, but computes dropout, sums and
/// biases by themselves, each in a walk through memory of its own, and some of them slowly in bfloat16.
///
/// ```java
/// Tape tape = Tape.from(hidden);
/// Tensor wide = tape.activation(tape.linear(hidden, weight, bias), GELU);
/// Tensor result = tape.end(wide); // libtorch goes on from here, and comes back to here
/// ```
///
/// All tensors are of one number format, and in row-major order. Gradients are added up where one has several uses.
public final class Tape {
    private final Tensor start;
    private final List<Step> steps = new ArrayList<>();
    private final List<Tensor> saved = new ArrayList<>();
    private final Map<Tensor, Tensor> gradients = new HashMap<>(); // of results, on the way back

    /// @param back is given the gradient of the result
    private record Step(Tensor result, Consumer<Tensor> back) {}

    private Tape(Tensor start) {
        this.start = start;
    }

    /// Whether layers can be trained with tensors of a number format here, and sooner than by libtorch.
    public static boolean isAvailable(ElementType type) {
        return OneDnn.isAvailableForTraining(type);
    }

    /// Begins at a tensor that libtorch or another tape has made, or that no gradient is asked of.
    ///
    /// @throws TensorException if it is not contiguous
    public static Tape from(Tensor start) {
        if (!start.handle.is_contiguous()) {
            throw new TensorException(
                    "A tape begins at a contiguous tensor, which this is not: " + start);
        }
        return new Tape(start);
    }

    // ---- there

    /// `input x weight^T + bias`
    ///
    /// @param input  `[rows, in]`
    /// @param weight `[out, in]`
    /// @param bias   `[out]`
    public Tensor linear(Tensor input, Weight weight, Weight bias) {
        return linear(input, weight, bias, Optional.empty(), Optional.empty());
    }

    /// `(input x weight^T + bias) * dropout + residual`
    ///
    /// @param dropout  like the result: what its elements are multiplied with
    /// @param residual like the result
    public Tensor linear(
            Tensor input,
            Weight weight,
            Weight bias,
            Optional<Tensor> dropout,
            Optional<Tensor> residual) {
        Tensor values = weight.as(input.type());
        TrainedLinear layer = TrainedLinear.of(input, values);
        Tensor result = layer.output(input, values, bias.as(ElementType.F32), dropout, residual);
        saved.addAll(dropout.stream().toList());
        return noted(
                result,
                gradient -> {
                    residual.ifPresent(one -> give(one, gradient));
                    Tensor product = dropped(gradient, dropout);
                    if (weight.isTrainable() || bias.isTrainable()) {
                        var found = layer.gradientsOfParameters(product, input);
                        weight.learn(found.weight());
                        bias.learn(found.bias());
                    }
                    if (isWanted(input)) {
                        Optional<Tensor> before = Optional.ofNullable(gradients.get(input));
                        gradients.put(input, layer.gradientOfInput(product, values, before));
                    }
                });
    }

    /// Adds `scale * input x down^T x up^T` to a product, in its own memory. Of layers that are computed as one, each may
    /// have its own `up`, or none.
    ///
    /// @param product `[rows, layers * out]`, which nothing has read yet
    /// @param input   `[rows, in]`
    /// @param down    of the layers that have one below each other, `[parts * rank, in]`
    /// @param up      of each layer, `[out, rank]`
    public void addLowRank(
            Tensor product, Tensor input, Weight down, List<Optional<Weight>> up, double scale) {
        TrainedBranch branch = new TrainedBranch(product, input, down, up, scale);
        saved.add(branch.saved());
        steps.add(
                new Step(
                        product,
                        gradient -> {
                            give(input, branch.goBack(gradient));
                            gradients.put(product, gradient); // of what it was added to
                        }));
    }

    /// `values * dropout + residual`
    ///
    /// @param dropout  like the values: what they are multiplied with
    /// @param residual like the values
    public Tensor sum(Tensor values, Optional<Tensor> dropout, Tensor residual) {
        saved.addAll(dropout.stream().toList());
        try (var _ = Gradients.off()) {
            return noted(
                    dropped(values, dropout).plus(residual),
                    gradient -> {
                        give(residual, gradient);
                        give(values, dropped(gradient, dropout));
                    });
        }
    }

    private static Tensor dropped(Tensor values, Optional<Tensor> dropout) {
        return dropout.map(factors -> ElementProduct.of(values, factors)).orElse(values);
    }

    /// softmax(query x key^T / sqrt(width) + mask) * dropout x value, within each row of each block.
    ///
    /// @param queryKeyValue `[slots, 3 * heads * width]`: in each line the heads of the query, then those of the
    ///     key, then those of the value
    /// @param blocks        of all slots
    /// @return              `[slots, heads * width]`
    public Tensor attention(Tensor queryKeyValue, long heads, List<AttentionBlock> blocks) {
        TrainedAttention attention = new TrainedAttention(queryKeyValue, heads, blocks);
        Tensor context = attention.context();
        saved.addAll(attention.saved());
        return noted(context, gradient -> give(queryKeyValue, attention.gradientOfInput(gradient)));
    }

    /// [Tensor#layerNorm]
    public Tensor layerNorm(Tensor input, Tensor weight, Tensor bias, double epsilon) {
        TrainedNormalization layer = TrainedNormalization.of(input, weight, epsilon);
        var normalized = layer.output(input, weight, bias);
        return noted(
                normalized.output(),
                gradient -> {
                    var found = layer.gradients(gradient, input, weight, normalized);
                    Weight.of(weight).learn(found.weight());
                    Weight.of(bias).learn(found.bias());
                    give(input, found.input());
                });
    }

    /// An activation of each element.
    public Tensor activation(Tensor input, FixedWeight.Activation activation) {
        TrainedActivation layer = TrainedActivation.of(input, activation);
        return noted(
                layer.output(input),
                gradient -> give(input, layer.gradientOfInput(gradient, input)));
    }

    /// Some rows.
    ///
    /// @param input  `[rows, width]`
    /// @param chosen `[n]`, int64
    /// @return       `[n, width]`
    public Tensor rows(Tensor input, Tensor chosen) {
        try (var _ = Gradients.off()) {
            Tensor result = input.rows(chosen);
            return noted(
                    result,
                    gradient -> {
                        Tensor all = Tensor.zeros(input.shape()).as(input.type());
                        all.handle.index_add_(0, chosen.handle, gradient.handle);
                        give(input, all);
                    });
        }
    }

    /// Ends the tape.
    ///
    /// @return the result, from which libtorch goes on
    public Tensor end(Tensor result) {
        saved.remove(result);
        result.trainable(true);
        Gradients.comeBack(result, gradient -> goBack(result, gradient));
        return result;
    }

    private Tensor noted(Tensor result, Consumer<Tensor> back) {
        steps.add(new Step(result, back));
        saved.add(result);
        return result;
    }

    // ---- and back

    private void goBack(Tensor result, Tensor gradient) {
        gradients.put(result, gradient.contiguous());
        steps.reversed().forEach(this::goBack);
        Tensor ofStart = gradients.remove(start);
        if (ofStart != null) {
            Gradients.passOn(start, ofStart);
        }
        saved.forEach(Tensor::free); // they are many: not only when their scope ends
    }

    private void goBack(Step step) {
        Tensor gradient = gradients.remove(step.result);
        if (gradient != null) {
            step.back.accept(gradient);
        }
    }

    private void give(Tensor input, Tensor gradient) {
        if (isWanted(input)) {
            gradients.merge(input, gradient, Tensor::plus);
        }
    }

    private boolean isWanted(Tensor input) {
        return input != start || start.isTrainable();
    }
}
