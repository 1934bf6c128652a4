package org.bert4j.tensor;

import java.lang.foreign.MemorySegment;
import java.util.List;

/// A weight in the order in which oneDNN's products read it: a plain one would be put into that order anew for every
/// product, which takes as long as the product where there are few rows.
final class PackedWeight implements FixedWeight {
    private static final long ROWS = 512; // for how many the order is chosen; it serves any number

    private final Order order;
    private final Tensor values;

    private PackedWeight(Order order, Tensor values) {
        this.order = order;
        this.values = values;
    }

    /// The order that suits a weight.
    ///
    /// @param type of its elements, and of what it is multiplied with
    private record Order(ElementType type, long in, long out) {
        MemorySegment shape(Preparation making) {
            return making.orderOfWeights(
                    making.shape(type, ROWS, in),
                    making.shapeInAnyOrder(type, in, out),
                    making.shape(type, ROWS, out));
        }

        long bytes() {
            try (Preparation making = new Preparation(OneDnn.here())) {
                return making.bytes(shape(making));
            }
        }
    }

    /// Puts a weight `[out, in]` into its order.
    private record Packing(Order order) implements Primitive.Shapes {
        @Override
        public MemorySegment describe(Preparation making) {
            MemorySegment transposed =
                    making.shape(
                            order.type, new long[] {order.in, order.out}, new long[] {1, order.in});
            MemorySegment packed = order.shape(making);
            return making.reorder(transposed, packed);
        }
    }

    /// `activation(input x weight^T + bias)`, and perhaps plus a residual.
    private record Product(Order order, long rows, Activation activation, boolean plusResidual)
            implements Primitive.Shapes {
        @Override
        public MemorySegment describe(Preparation making) {
            MemorySegment input = making.shape(order.type, rows, order.in);
            MemorySegment weight = order.shape(making);
            MemorySegment bias = making.shape(ElementType.F32, 1, order.out);
            MemorySegment output = making.shape(order.type, rows, order.out);
            if (activation != Activation.NONE) {
                making.activated(activation.number());
            }
            if (plusResidual) {
                making.plus(output);
            }
            return making.product(input, weight, bias, output);
        }
    }

    /// @param weight `[out, in]`
    static PackedWeight of(Tensor weight) {
        Order order = new Order(weight.type(), weight.size(1), weight.size(0));
        Tensor values = Tensor.forResult(order.type, order.bytes() / order.type.bytes());
        values.handle.retainReference(); // whatever scope is open
        Primitive.of(new Packing(order)).run(weight.contiguous().address(), values.address());
        return new PackedWeight(order, values);
    }

    @Override
    public Tensor linear(Tensor input, Tensor bias, Activation activation) {
        Tensor output = output(input);
        Tensor plain = input.contiguous();
        prepared(input, activation, false)
                .run(plain.address(), values.address(), bias.address(), output.address());
        return output;
    }

    @Override
    public Tensor linearPlus(Tensor input, Tensor bias, Tensor residual) {
        Tensor output = output(input);
        Tensor plain = input.contiguous();
        Tensor added = residual.contiguous();
        prepared(input, Activation.NONE, true)
                .run(
                        plain.address(),
                        values.address(),
                        bias.address(),
                        output.address(),
                        added.address());
        return output;
    }

    private Primitive prepared(Tensor input, Activation activation, boolean plusResidual) {
        return Primitive.of(new Product(order, input.count() / order.in, activation, plusResidual));
    }

    private Tensor output(Tensor input) {
        long[] shape = input.shape();
        shape[shape.length - 1] = order.out;
        return Tensor.forResult(order.type, shape);
    }

    @Override
    public List<Tensor> values() {
        return List.of(values);
    }
}
