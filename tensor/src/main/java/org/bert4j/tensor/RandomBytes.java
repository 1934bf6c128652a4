package org.bert4j.tensor;

import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;

/// Random masks from an explicit generator, never from libtorch's process-wide one: seeded from run seed, step and
/// micro-batch, a resumed run draws what an uninterrupted one would have drawn.
public final class RandomBytes {
    private final Generator generator;

    private RandomBytes(Generator generator) {
        this.generator = generator;
    }

    /// A generator of its own; it belongs to the innermost open scope.
    public static RandomBytes seeded(long seed) {
        Threads.requirePlatformThread();
        LibTorch.load();
        return new RandomBytes(torch.make_generator_cpu(seed));
    }

    /// Sets each element to zero with the given probability and scales the others so that the expectation stays.
    ///
    /// One random byte decides an element, a tenth of the cost of a Bernoulli draw; so the probability is rounded to
    /// the next 1/256 (0.1 becomes 26/256 = 0.1016), and the scale is exact for the rounded one.
    ///
    /// @param probability within [0, 1)
    public Tensor dropout(Tensor input, double probability) {
        int threshold = (int) Math.round(probability * 256);
        if (threshold == 0) {
            return input;
        }
        Tensor keep = keepMask(input, threshold);
        double scale = 256.0 / (256 - threshold);
        return Tensor.create(
                "dropout",
                () -> torch.native_dropout_backward(input.handle, keep.handle, scale),
                input);
    }

    private Tensor keepMask(Tensor input, int threshold) {
        long count = input.count();
        return Tensor.create(
                "dropout mask",
                () ->
                        torch.empty(
                                        new long[] {(count + 7) / 8},
                                        new org.bytedeco.pytorch.TensorOptions(
                                                torch.ScalarType.Long),
                                        new org.bytedeco.pytorch.MemoryFormatOptional())
                                .random_(
                                        Long.MIN_VALUE,
                                        new LongOptional(),
                                        new GeneratorOptional(generator))
                                .view(torch.ScalarType.Byte)
                                .narrow(0, 0, count)
                                .ge(new Scalar(threshold))
                                .view(input.shape()),
                input);
    }
}
