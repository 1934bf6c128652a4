package org.bert4j.tensor;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.stream.Stream;

/// The products of a linear layer that is trained.
///
/// @param rows of the input, `[rows, in]`
/// @param in   width of the input
/// @param out  width of the output, `[rows, out]`
record TrainedLinear(ElementType type, long rows, long in, long out) {
    static TrainedLinear of(Tensor input, Tensor weight) {
        long in = weight.size(1);
        return new TrainedLinear(input.type(), input.count() / in, in, weight.size(0));
    }

    private MemorySegment input(Preparation making) {
        return making.shape(type, rows, in);
    }

    private MemorySegment output(Preparation making) {
        return making.shape(type, rows, out);
    }

    /// `(input x weight^T + bias) * mask + residual`, the last two if they are wanted.
    private record Output(TrainedLinear of, boolean isMasked, boolean hasResidual)
            implements Primitive.Shapes {
        @Override
        public MemorySegment describe(Preparation making) {
            MemorySegment input = of.input(making);
            MemorySegment transposed =
                    making.shape(of.type, new long[] {of.in, of.out}, new long[] {1, of.in});
            MemorySegment bias = making.shape(ElementType.F32, 1, of.out);
            MemorySegment output = of.output(making);
            if (isMasked) {
                making.times(output);
            }
            if (hasResidual) {
                making.plus(output);
            }
            return making.product(input, transposed, bias, output);
        }
    }

    /// `gradient x weight`, and perhaps plus what the input's gradient was before.
    private record OfInput(TrainedLinear of, boolean hasMore) implements Primitive.Shapes {
        @Override
        public MemorySegment describe(Preparation making) {
            MemorySegment gradient = of.output(making);
            MemorySegment weight = making.shape(of.type, of.out, of.in);
            MemorySegment input = of.input(making);
            if (hasMore) {
                making.plus(input);
            }
            return making.product(gradient, weight, input);
        }
    }

    /// `gradient^T x input`, and the sum of the gradient's rows.
    private record OfParameters(TrainedLinear of) implements Primitive.Shapes {
        @Override
        public MemorySegment describe(Preparation making) {
            MemorySegment input = of.input(making);
            MemorySegment gradient = of.output(making);
            MemorySegment weight = making.shape(of.type, of.out, of.in);
            MemorySegment bias = making.shape(ElementType.F32, of.out);
            return making.gradientOfWeights(input, weight, bias, gradient);
        }
    }

    /// @param weight   `[out, in]`
    /// @param bias     `[out]`, float32
    /// @param mask     like the output
    /// @param residual like the output
    Tensor output(
            Tensor input,
            Tensor weight,
            Tensor bias,
            Optional<Tensor> mask,
            Optional<Tensor> residual) {
        Tensor output = Tensor.forResult(type, rows, out);
        Primitive.of(new Output(this, mask.isPresent(), residual.isPresent()))
                .run(addresses(Stream.of(input, weight, bias, output), mask, residual));
        return output;
    }

    /// @param gradient of the output
    /// @param more     is added
    Tensor gradientOfInput(Tensor gradient, Tensor weight, Optional<Tensor> more) {
        Tensor input = Tensor.forResult(type, rows, in);
        Primitive.of(new OfInput(this, more.isPresent()))
                .run(addresses(Stream.of(gradient, weight, input), more));
        return input;
    }

    /// @param weight `[out, in]`, of the gradient's type
    /// @param bias   `[out]`, float32
    record ParameterGradients(Tensor weight, Tensor bias) {}

    ParameterGradients gradientsOfParameters(Tensor gradient, Tensor input) {
        var found =
                new ParameterGradients(
                        Tensor.forResult(type, out, in), Tensor.forResult(ElementType.F32, out));
        Primitive.of(new OfParameters(this))
                .run(
                        addresses(
                                Stream.of(input, gradient, found.weight, found.bias),
                                Optional.empty()));
        return found;
    }

    private static long[] addresses(Stream<Tensor> tensors, Optional<Tensor> more) {
        return addresses(tensors, more, Optional.empty());
    }

    private static long[] addresses(
            Stream<Tensor> tensors, Optional<Tensor> more, Optional<Tensor> yetMore) {
        Stream<Tensor> others = Stream.concat(more.stream(), yetMore.stream());
        return Stream.concat(tensors, others).mapToLong(Tensor::address).toArray();
    }
}
