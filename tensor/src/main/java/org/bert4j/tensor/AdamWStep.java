package org.bert4j.tensor;

import org.bytedeco.pytorch.Scalar;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.Stream;

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
        double keep,
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

    /// Updates some stretches, on several threads; every element by itself, so in the same way on any number.
    void update(Arrays arrays, List<Stretch> stretches) {
        Stretch.tasks(stretches).forEach(task -> updatePieces(arrays, task));
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

    /// Of a parameter and of what is taken from it: the sums of their squares.
    record Lengths(double ofValues, double ofStep) {
        static final Lengths ZERO = new Lengths(0, 0);

        Lengths plus(Lengths other) {
            return new Lengths(ofValues + other.ofValues, ofStep + other.ofStep);
        }

        /// What a step is multiplied by to be as long as the parameter; 1 where one of them has no length.
        double ratio() {
            return ofValues > 0 && ofStep > 0 ? Math.sqrt(ofValues / ofStep) : 1;
        }
    }

    /// The first half of an update, of the moments only, and what the second will take, at a learning rate of 1.
    ///
    /// @param meanScale what corrects the mean's beginning at zero
    /// @param decay     weight decay
    Lengths updateMoments(Arrays arrays, List<Stretch> stretches, float meanScale, float decay) {
        Lengths[] parts =
                Stretch.tasks(stretches)
                        .map(task -> updateMomentsOf(arrays, task, meanScale, decay))
                        .toArray(Lengths[]::new);
        return Stream.of(parts).reduce(Lengths.ZERO, Lengths::plus); // in order
    }

    private Lengths updateMomentsOf(
            Arrays arrays, List<Stretch> pieces, float meanScale, float decay) {
        float[] values = new float[Stretch.PIECE];
        float[] gradients = new float[Stretch.PIECE];
        float[] mean = new float[Stretch.PIECE];
        float[] squaredMean = new float[Stretch.PIECE];
        float[] notYet = new float[Stretch.PIECE]; // values are changed by the second half
        double ofValues = 0;
        double ofStep = 0;
        for (Stretch piece : pieces) {
            piece.read(arrays.values(), values);
            piece.readGradients(gradients);
            piece.read(arrays.mean(), mean);
            piece.read(arrays.squaredMean(), squaredMean);
            compute(notYet, gradients, mean, squaredMean, piece.count());
            for (int i = 0; i < piece.count(); i++) {
                double root = Math.sqrt(squaredMean[i]) * rootScale + epsilon;
                double taken = meanScale * mean[i] / root + decay * values[i];
                ofValues += values[i] * values[i];
                ofStep += taken * taken;
            }
            piece.write(mean, arrays.mean());
            piece.write(squaredMean, arrays.squaredMean());
        }
        return new Lengths(ofValues, ofStep);
    }

    /// The second half, which leaves the moments as they are.
    ///
    /// @param ratio what the step is multiplied by
    AdamWStep secondHalf(double ratio) {
        double kept = 1 - (1 - keep) * ratio;
        return new AdamWStep(gradientScale, 0, 0, kept, (float) (rate * ratio), rootScale, epsilon);
    }

    /// The same update as operations on whole tensors, for a GPU.
    void update(Tensor values, Tensor gradients, Tensor mean, Tensor squaredMean) {
        updateMoments(gradients, mean, squaredMean);
        var root = root(squaredMean);
        values.handle.mul_(new Scalar(keep)).addcdiv_(mean.handle, root, new Scalar(-rate));
    }

    /// @return what the second half of the update will take, at a learning rate of 1, as [#updateMoments] of arrays
    Lengths updateMoments(
            Tensor values,
            Tensor gradients,
            Tensor mean,
            Tensor squaredMean,
            float meanScale,
            float decay) {
        updateMoments(gradients, mean, squaredMean);
        var taken =
                values.handle
                        .mul(new Scalar(decay))
                        .addcdiv_(mean.handle, root(squaredMean), new Scalar(meanScale));
        return new Lengths(squares(values.handle), squares(taken));
    }

    private void updateMoments(Tensor gradients, Tensor mean, Tensor squaredMean) {
        var clipped = gradients.handle.mul(new Scalar(gradientScale));
        mean.handle.lerp_(clipped, new Scalar(meanShare));
        squaredMean
                .handle
                .mul_(new Scalar(1 - squareShare))
                .addcmul_(clipped, clipped, new Scalar(squareShare));
    }

    private org.bytedeco.pytorch.Tensor root(Tensor squaredMean) {
        return squaredMean.handle.sqrt().mul_(new Scalar(rootScale)).add_(new Scalar(epsilon));
    }

    static double squares(org.bytedeco.pytorch.Tensor vector) {
        double norm = vector.norm().item_double();
        return norm * norm;
    }

    private void compute(float[] p, float[] g, float[] m, float[] v, int count) {
        float scale = gradientScale; // fields are read once: the loop becomes vector instructions
        float mShare = meanShare;
        float vShare = squareShare;
        float kept = (float) keep;
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
