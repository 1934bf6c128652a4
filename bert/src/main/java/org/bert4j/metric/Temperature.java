package org.bert4j.metric;

import java.util.List;

/// A single number that logits are divided by, so that the probabilities made of them can be believed; the answers stay
/// the same (Guo et al. 2017, "On calibration of modern neural networks", section 4.2).
public final class Temperature {
    private static final double LEAST = 0.05;
    private static final double LARGEST = 20;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
    private static final double PRECISE = 1e-5; // of the logarithm

    private Temperature() {}

    /// The logits of an example, or anything that differs from them by a constant, such as logarithms of probabilities.
    ///
    /// @param truth index of the right one
    public record Judged(double[] logits, int truth) {}

    /// The temperature with the least negative log-likelihood. Of its logarithm's the likelihood has one peak, which a
    /// golden-section search finds.
    ///
    /// @throws IllegalArgumentException without examples
    public static double fit(List<Judged> examples) {
        if (examples.isEmpty()) {
            throw new IllegalArgumentException("A temperature needs examples; give some.");
        }
        double low = Math.log(LEAST);
        double high = Math.log(LARGEST);
        while (high - low > PRECISE) {
            double step = GOLDEN * (high - low);
            double left = high - step;
            double right = low + step;
            if (loss(examples, Math.exp(left)) <= loss(examples, Math.exp(right))) {
                high = right;
            } else {
                low = left;
            }
        }
        return Math.exp((low + high) / 2);
    }

    /// The mean negative log-likelihood of the truth, in nats.
    public static double loss(List<Judged> examples, double temperature) {
        return examples.stream()
                .mapToDouble(example -> loss(example, temperature))
                .average()
                .orElse(0);
    }

    private static double loss(Judged example, double temperature) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double logit : example.logits) {
            largest = Math.max(largest, logit);
        }
        double sum = 0;
        for (double logit : example.logits) {
            sum += Math.exp((logit - largest) / temperature);
        }
        return Math.log(sum) - (example.logits[example.truth] - largest) / temperature;
    }
}
