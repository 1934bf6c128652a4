package org.bert4j.tensor;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// A weight in the order in which oneDNN's products read it, for computations without a way back: a plain weight would be
/// put into that order anew for every product, which takes as long as the product where there are few rows. And what
/// follows the product, an activation or a sum, is computed while its values are at hand.
public final class PackedWeight {
    private static final long ROWS = 512; // for how many the order is chosen; it serves any number

    private final Tensor values;

    /// What follows a product.
    public enum Activation {
        NONE("none", "none"),
        GELU("gelu", "none"),
        GELU_TANH("gelu", "tanh");

        private final String attribute;
        private final String algorithm;

        Activation(String attribute, String algorithm) {
            this.attribute = attribute;
            this.algorithm = algorithm;
        }
    }

    private PackedWeight(Tensor values) {
        this.values = values;
    }

    /// oneDNN's operations as libtorch registers them: they are not part of its C++ interface.
    ///
    /// @param rows  what `pack` is told besides the weight
    /// @param after what `linear` is told besides its tensors
    /// @param sum   what `linearPlus` is told besides its tensors
    private record Operations(
            OperatorHandle pack,
            OperatorHandle linear,
            OperatorHandle linearPlus,
            IValue[] rows,
            Map<Activation, IValue[]> after,
            IValue[] sum) {
        private static final Optional<Operations> FOUND = find();

        private static Optional<Operations> find() {
            LibTorch.load();
            try (var _ = new PointerScope()) {
                Dispatcher dispatcher = Dispatcher.singleton();
                OperatorHandle linear =
                        dispatcher.findSchemaOrThrow("mkldnn::_linear_pointwise", "");
                int scalars = 4; // the parameter's place
                var type = linear.schema().arguments().position(scalars).type().get();
                IValue noScalars = new IValue(new GenericList(type.containedTypes().front()));
                Map<Activation, IValue[]> after = new EnumMap<>(Activation.class);
                for (Activation activation : Activation.values()) {
                    after.put(
                            activation,
                            kept(
                                    new IValue(activation.attribute),
                                    noScalars,
                                    new IValue(activation.algorithm)));
                }
                return Optional.of(
                        new Operations(
                                kept(
                                        dispatcher.findSchemaOrThrow(
                                                "mkldnn::_reorder_linear_weight", "")),
                                kept(linear),
                                kept(
                                        dispatcher.findSchemaOrThrow(
                                                "mkldnn::_linear_pointwise", "binary")),
                                kept(new IValue(ROWS)),
                                after,
                                kept(new IValue("add"))));
            } catch (RuntimeException _) {
                return Optional.empty(); // a libtorch without oneDNN
            }
        }

        private static OperatorHandle kept(OperatorHandle operation) {
            operation.retainReference();
            return operation;
        }

        private static IValue[] kept(IValue... values) {
            for (IValue value : values) {
                value.retainReference();
            }
            return values;
        }
    }

    /// False on a GPU, and where libtorch was built without oneDNN.
    public static boolean isAvailable() {
        return Device.isCpu() && Operations.FOUND.isPresent();
    }

    /// @param weight `[out, in]`, contiguous
    static PackedWeight of(Tensor weight) {
        Tensor packed = call("pack", operations().pack, operations().rows, weight);
        packed.handle.retainReference(); // whatever scope is open
        return new PackedWeight(packed);
    }

    /// `activation(input x weight^T + bias)`
    ///
    /// @param input `[rows, in]`, of the weight's type
    public Tensor linear(Tensor input, Tensor bias, Activation activation) {
        IValue[] after = operations().after.get(activation);
        return call("linear", operations().linear, after, input, values, bias);
    }

    /// `input x weight^T + bias + residual`
    public Tensor linearPlus(Tensor input, Tensor bias, Tensor residual) {
        IValue[] sum = operations().sum;
        return call("linear", operations().linearPlus, sum, input, residual, values, bias);
    }

    private static Operations operations() {
        return Operations.FOUND.orElseThrow();
    }

    private static Tensor call(
            String name, OperatorHandle operation, IValue[] others, Tensor... tensors) {
        return Tensor.create(
                name,
                () -> {
                    IValue[] arguments = new IValue[tensors.length + others.length];
                    Arrays.setAll(
                            arguments,
                            i ->
                                    i < tensors.length
                                            ? new IValue(tensors[i].handle)
                                            : others[i - tensors.length]);
                    try (IValueVector stack = new IValueVector(arguments)) {
                        operation.callBoxed(stack);
                        var result = stack.get(0).toTensor(); // dies with the stack
                        return new org.bytedeco.pytorch.Tensor(result);
                    } finally {
                        for (int i = 0; i < tensors.length; i++) {
                            arguments[i].close();
                        }
                    }
                });
    }

    /// Part of a model: ends with it.
    Tensor values() {
        return values;
    }
}
