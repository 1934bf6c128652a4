package org.bert4j.loss;

import org.bert4j.tensor.Tensor;

/// Cross entropy of one class out of several: minus the logarithm of the probability that softmax gives the true class.
/// As torch's `cross_entropy(reduction="sum")`.
public final class CrossEntropy {
    private CrossEntropy() {}

    /// How classes and certainty count.
    ///
    /// With weights this loss is a sum too; divided by the sum of the examples' weights, as the trainer does, it is torch's
    /// mean.
    ///
    /// @param weights   what an example of each class counts; empty if all count 1
    /// @param smoothing share of the truth that is spread evenly over all classes (Szegedy et al. 2016), in [0, 1)
    public record Options(float[] weights, double smoothing) {
        /// Every class counts 1, and the truth is certain.
        public static final Options PLAIN = new Options(new float[0], 0);

        public Options {
            for (int label = 0; label < weights.length; label++) {
                if (!(weights[label] > 0 && weights[label] < Float.POSITIVE_INFINITY)) {
                    throw new IllegalArgumentException(
                            "The weight %s of class %d is not a positive number"
                                    .formatted(weights[label], label));
                }
            }
            if (!(smoothing >= 0 && smoothing < 1)) {
                throw new IllegalArgumentException(
                        "The label smoothing %s is not in [0, 1); take for example 0.1"
                                .formatted(smoothing));
            }
        }
    }

    /// Without weights or smoothing.
    ///
    /// @param logits `[n, classes]`
    /// @param labels int64 `[n]`
    /// @return       the sum over all n
    public static Tensor sum(Tensor logits, Tensor labels) {
        return sum(logits, labels, Options.PLAIN);
    }

    /// @param logits `[n, classes]`
    /// @param labels int64 `[n]`
    /// @return       the sum over all n
    /// @throws IllegalArgumentException if there are weights for another number of classes
    public static Tensor sum(Tensor logits, Tensor labels, Options options) {
        Tensor logProbabilities = weighted(logits.logSoftmax(-1), options.weights());
        Tensor truth = logProbabilities.pick(labels).sum();
        if (options.smoothing() == 0) {
            return truth.times(-1);
        }
        Tensor everyClass = logProbabilities.sum().times(1.0 / logits.size(1));
        return truth.times(options.smoothing() - 1).minus(everyClass.times(options.smoothing()));
    }

    private static Tensor weighted(Tensor logProbabilities, float[] weights) {
        if (weights.length == 0) {
            return logProbabilities;
        }
        if (weights.length != logProbabilities.size(1)) {
            throw new IllegalArgumentException(
                    "There are %d class weights for %d classes; give one per class"
                            .formatted(weights.length, logProbabilities.size(1)));
        }
        return logProbabilities.times(Tensor.of(weights, weights.length));
    }
}
