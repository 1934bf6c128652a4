package org.bert4j.tensor;

import java.lang.foreign.MemorySegment;
import java.util.List;

/// One update, in a single pass over the four arrays in pieces that stay in the processor's cache. As operations on
/// whole tensors it would be eight passes, and memory is what an update waits for.
///
/// Pieces go through arrays of Java, over which the JVM computes with vector instructions.
///
/// @param gradientScale what gradients are multiplied by first, to clip them
/// @param meanShare     of the new gradient in the mean: 1 - beta1
/// @param squareShare   the same of its square: 1 - beta2
/// @param keep          what is left of a weight after decay
/// @param rate          learning rate, corrected for the mean's beginning at zero
/// @param rootScale     the same correction of the root of the squared mean
record AdamWStep(
        float gradientScale,
        float meanShare,
        float squareShare,
        float keep,
        float rate,
        float rootScale,
        float epsilon) {
    /// The memory of three float32 tensors of equal length; stretches of it know their gradients.
    record Arrays(MemorySegment values, MemorySegment mean, MemorySegment squaredMean) {
        static Arrays of(Tensor values, Tensor mean, Tensor squaredMean) {
            return new Arrays(
                    values.stored("values").data(),
                    mean.stored("mean").data(),
                    squaredMean.stored("squared mean").data());
        }
    }

    /// Updates some stretches, on all processors; every element by itself, so in the same way on any number.
    void update(Arrays arrays, List<Stretch> stretches) {
        Stretch.tasks(stretches).parallelStream().forEach(task -> updatePieces(arrays, task));
    }

    private void updatePieces(Arrays arrays, List<Stretch> pieces) {
        float[] values = new float[Stretch.PIECE];
        float[] gradients = new float[Stretch.PIECE];
        float[] mean = new float[Stretch.PIECE];
        float[] squaredMean = new float[Stretch.PIECE];
        for (Stretch piece : pieces) {
            piece.read(arrays.values(), values);
            piece.readGradients(gradients);
            piece.read(arrays.mean(), mean);
            piece.read(arrays.squaredMean(), squaredMean);
            compute(values, gradients, mean, squaredMean, piece.count());
            piece.write(values, arrays.values());
            piece.write(mean, arrays.mean());
            piece.write(squaredMean, arrays.squaredMean());
        }
    }

    private void compute(float[] p, float[] g, float[] m, float[] v, int count) {
        float scale = gradientScale; // fields are read once: the loop becomes vector instructions
        float mShare = meanShare;
        float vShare = squareShare;
        float kept = keep;
        float step = rate;
        float root = rootScale;
        float eps = epsilon;
        for (int i = 0; i < count; i++) {
            float gradient = g[i] * scale;
            float mean = m[i] + (gradient - m[i]) * mShare;
            float square = v[i] * (1 - vShare) + gradient * gradient * vShare;
            m[i] = mean;
            v[i] = square;
            p[i] = p[i] * kept - step * mean / ((float) Math.sqrt(square) * root + eps);
        }
    }
}
