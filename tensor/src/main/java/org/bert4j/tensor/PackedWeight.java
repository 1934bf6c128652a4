package org.bert4j.tensor;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;

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
    private record Operations(
            OperatorHandle pack,
            OperatorHandle linear,
            OperatorHandle linearPlus,
            GenericList noScalars) {
        private static final Optional<Operations> FOUND = find();

        private static Optional<Operations> find() {
            LibTorch.load();
            try (var _ = new PointerScope()) {
                Dispatcher dispatcher = Dispatcher.singleton();
                OperatorHandle linear =
                        dispatcher.findSchemaOrThrow("mkldnn::_linear_pointwise", "");
                int scalars = 4; // the parameter's place
                var type = linear.schema().arguments().position(scalars).type().get();
                return Optional.of(
                        new Operations(
                                kept(
                                        dispatcher.findSchemaOrThrow(
                                                "mkldnn::_reorder_linear_weight", "")),
                                kept(linear),
                                kept(
                                        dispatcher.findSchemaOrThrow(
                                                "mkldnn::_linear_pointwise", "binary")),
                                kept(new GenericList(type.containedTypes().front()))));
            } catch (RuntimeException _) {
                return Optional.empty(); // a libtorch without oneDNN
            }
        }

        private static <P extends Pointer> P kept(P pointer) {
            pointer.retainReference();
            return pointer;
        }
    }

    /// False on a GPU, and where libtorch was built without oneDNN.
    public static boolean isAvailable() {
        return Device.isCpu() && Operations.FOUND.isPresent();
    }

    /// @param weight `[out, in]`, contiguous
    static PackedWeight of(Tensor weight) {
        Tensor packed =
                call("pack", operations().pack, new IValue(weight.handle), new IValue(ROWS));
        packed.handle.retainReference(); // whatever scope is open
        return new PackedWeight(packed);
    }

    /// `activation(input x weight^T + bias)`
    ///
    /// @param input `[rows, in]`, of the weight's type
    public Tensor linear(Tensor input, Tensor bias, Activation activation) {
        return call(
                "linear",
                operations().linear,
                new IValue(input.handle),
                new IValue(values.handle),
                new IValue(bias.handle),
                new IValue(activation.attribute),
                new IValue(operations().noScalars),
                new IValue(activation.algorithm));
    }

    /// `input x weight^T + bias + residual`
    public Tensor linearPlus(Tensor input, Tensor bias, Tensor residual) {
        return call(
                "linear",
                operations().linearPlus,
                new IValue(input.handle),
                new IValue(residual.handle),
                new IValue(values.handle),
                new IValue(bias.handle),
                new IValue("add"));
    }

    private static Operations operations() {
        return Operations.FOUND.orElseThrow();
    }

    private static Tensor call(String name, OperatorHandle operation, IValue... arguments) {
        return Tensor.create(
                name,
                () -> {
                    try (IValueVector stack = new IValueVector(arguments)) {
                        operation.callBoxed(stack);
                        var result = stack.get(0).toTensor(); // dies with the stack
                        return new org.bytedeco.pytorch.Tensor(result);
                    } finally {
                        for (IValue argument : arguments) {
                            argument.close();
                        }
                    }
                });
    }

    /// Part of a model: ends with it.
    Tensor values() {
        return values;
    }
}
