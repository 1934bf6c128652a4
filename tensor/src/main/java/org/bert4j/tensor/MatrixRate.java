package org.bert4j.tensor;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;

/// How fast this machine multiplies matrices: what training and inference can reach at most, since nearly all they
/// compute is matrix products.
///
/// The product is that of BERT-base's widest layer over 4,096 tokens: `[4096, 768] x [768, 3072]`.
public final class MatrixRate {
    private static final long TOKENS = 4096;
    private static final long IN = 768;
    private static final long OUT = 3072;
    private static final double FLOPS = 2.0 * TOKENS * IN * OUT;

    private static final double SECONDS = 0.3;

    /// The first one prepares the kernel, and is slow.
    private static final int LEAST_REPETITIONS = 3;

    private MatrixRate() {}

    /// Floating point operations a second, a multiplication and an addition counted as two: the best of the repetitions
    /// that fit into about 0.3 s, and of three where they take longer. Both matrices and the result are in the format of
    /// the precision, so nothing is converted.
    ///
    /// It uses as many threads as tensors do everywhere ([LibTorch#threads]).
    public static double flopsPerSecond(Precision precision) {
        try (var _ = TensorScope.open();
                var _ = Gradients.off()) {
            return FLOPS / fastest(product(precision));
        }
    }

    private static Runnable product(Precision precision) {
        if (precision == Precision.INT8) {
            QuantizedRows input = QuantizedRows.of(matrix(ElementType.F32, TOKENS, IN));
            QuantizedWeight weight =
                    QuantizedWeight.of(matrix(ElementType.F32, OUT, IN), precision.type());
            Tensor bias = Tensor.zeros(OUT);
            Tensor output = Tensor.forResult(precision.type(), TOKENS, OUT);
            return () -> weight.multiply(input, bias, FixedWeight.Activation.NONE, output);
        }
        Tensor input = matrix(precision.type(), TOKENS, IN);
        Tensor weight = matrix(precision.type(), OUT, IN).transpose(0, 1);
        return () -> input.matmul(weight).select(0, 0).select(0, 0).item(); // a GPU is waited for
    }

    private static double fastest(Runnable product) {
        double best = Double.POSITIVE_INFINITY;
        long begin = System.nanoTime();
        for (int i = 0; i < LEAST_REPETITIONS || secondsSince(begin) < SECONDS; i++) {
            try (var _ = TensorScope.open()) {
                long start = System.nanoTime();
                product.run();
                best = Math.min(best, secondsSince(start));
            }
        }
        return best;
    }

    /// Ordinary numbers: some processors multiply zeros faster.
    private static Tensor matrix(ElementType type, long rows, long columns) {
        return Tensor.create(
                        "matrix",
                        () ->
                                Device.place(
                                        torch.linspace(
                                                        new Scalar(-1.0),
                                                        new Scalar(1.0),
                                                        rows * columns)
                                                .view(rows, columns)))
                .as(type);
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}
