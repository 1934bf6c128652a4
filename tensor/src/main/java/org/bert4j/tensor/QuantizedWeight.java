package org.bert4j.tensor;

import java.lang.foreign.MemorySegment;
import java.util.List;

/// A weight of 8-bit integers, with a scale for each output. What it is multiplied with becomes integers, too, with a scale
/// for each row; their products are added up exactly, and scaled when the sum is complete.
final class QuantizedWeight implements FixedWeight {
    private final ElementType type;
    private final Tensor integers; // [in, out]
    private final Tensor scales; // [out]

    private QuantizedWeight(ElementType type, Tensor integers, Tensor scales) {
        this.type = type;
        this.integers = integers;
        this.scales = scales;
    }

    /// @param weight `[out, in]`, float32
    /// @param type   of inputs and results
    static QuantizedWeight of(Tensor weight, ElementType type) {
        long out = weight.size(0);
        long in = weight.size(1);
        Tensor integers = Tensor.forResult(ElementType.I8, in, out);
        Tensor scales = Tensor.forResult(ElementType.F32, out);
        new QuantizedRows(out, in, integers.address(), scales.address())
                .write(weight.contiguous(), true);
        integers.handle.retainReference(); // whatever scope is open
        scales.handle.retainReference();
        return new QuantizedWeight(type, integers, scales);
    }

    /// `activation(input x weight^T + bias)`, and perhaps plus a residual.
    record Product(
            ElementType type,
            long rows,
            long in,
            long out,
            Activation activation,
            boolean plusResidual)
            implements Primitive.Shapes {
        /// oneDNN has machine code for factors of rows in four dimensions only.
        @Override
        public MemorySegment describe(Preparation making) {
            MemorySegment input = making.shape(ElementType.I8, 1, 1, rows, in);
            MemorySegment weight = making.shape(ElementType.I8, 1, 1, in, out);
            MemorySegment output = making.shape(type, 1, 1, rows, out);
            making.times(making.shape(ElementType.F32, 1, 1, rows, 1));
            making.plus(making.shape(ElementType.F32, 1, 1, 1, out));
            if (activation != Activation.NONE) {
                making.activated(activation.number());
            }
            if (plusResidual) {
                making.plus(output);
            }
            return making.productOfIntegers(
                    input, weight, making.shape(ElementType.F32, out), output);
        }
    }

    /// A product with all that may follow.
    static MemorySegment describeTrial(Preparation making) {
        int some = 64;
        return new Product(ElementType.F32, some, some, some, Activation.GELU, true)
                .describe(making);
    }

    @Override
    public Tensor linear(Tensor input, Tensor bias, Activation activation) {
        Tensor output = output(input);
        multiply(QuantizedRows.of(input), bias, activation, output);
        return output;
    }

    /// @param output `[rows, out]`, to be written
    void multiply(QuantizedRows input, Tensor bias, Activation activation, Tensor output) {
        prepared(input, activation, false)
                .run(
                        input.integers(),
                        integers.address(),
                        scales.address(),
                        output.address(),
                        input.scales(),
                        bias.address());
    }

    @Override
    public Tensor linearPlus(Tensor input, Tensor bias, Tensor residual) {
        Tensor output = output(input);
        Tensor added = residual.contiguous();
        QuantizedRows rows = QuantizedRows.of(input);
        prepared(rows, Activation.NONE, true)
                .run(
                        rows.integers(),
                        integers.address(),
                        scales.address(),
                        output.address(),
                        rows.scales(),
                        bias.address(),
                        added.address());
        return output;
    }

    private Primitive prepared(QuantizedRows input, Activation activation, boolean plusResidual) {
        return Primitive.of(
                new Product(
                        type,
                        input.rows(),
                        input.width(),
                        integers.size(1),
                        activation,
                        plusResidual));
    }

    private Tensor output(Tensor input) {
        long[] shape = input.shape();
        shape[shape.length - 1] = integers.size(1);
        return Tensor.forResult(type, shape);
    }

    @Override
    public List<Tensor> values() {
        return List.of(integers, scales);
    }
}
