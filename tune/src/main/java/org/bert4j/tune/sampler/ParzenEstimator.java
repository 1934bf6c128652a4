package org.bert4j.tune.sampler;

import org.bert4j.tune.space.Parameter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// A density over several options, made of a kernel around each observed configuration and a wide one in the middle,
/// the prior (Bergstra et al. 2011; the multivariate form of Falkner et al. 2018). A kernel is a product of one density
/// an option, so options that go well together are drawn together.
final class ParzenEstimator {
    private static final double PRIOR_WEIGHT = 1;

    /// So many of the latest observations count in full, older ones less.
    private static final int FULL_WEIGHTS = 25;

    private final List<Kernels> options = new ArrayList<>();
    private final double[] weights;

    /// @param observed codes of configurations, `[configurations][options]`, the oldest first
    ParzenEstimator(List<Parameter> parameters, double[][] observed) {
        for (int i = 0; i < parameters.size(); i++) {
            int column = i;
            double[] codes = Arrays.stream(observed).mapToDouble(row -> row[column]).toArray();
            options.add(Kernels.of(parameters.get(i).domain(), codes));
        }
        weights = weights(observed.length);
    }

    /// One for each observation, and the last for the prior; their sum is 1.
    private static double[] weights(int observations) {
        double[] weights = new double[observations + 1];
        int ramp = observations < FULL_WEIGHTS ? 0 : observations - FULL_WEIGHTS;
        for (int i = 0; i < observations; i++) {
            double oldest = 1.0 / observations;
            weights[i] =
                    i >= ramp ? 1 : ramp == 1 ? oldest : oldest + (1 - oldest) * i / (ramp - 1);
        }
        weights[observations] = PRIOR_WEIGHT;
        double sum = Arrays.stream(weights).sum();
        Arrays.setAll(weights, i -> weights[i] / sum);
        return weights;
    }

    /// The codes of a configuration, drawn from the density.
    double[] draw(RandomGenerator random) {
        int kernel = index(weights, random.nextDouble());
        return options.stream().mapToDouble(option -> option.draw(kernel, random)).toArray();
    }

    /// The place of the weight that holds a quantile.
    ///
    /// @param weights with the sum 1
    static int index(double[] weights, double quantile) {
        double sum = 0;
        for (int i = 0; i < weights.length - 1; i++) {
            sum += weights[i];
            if (quantile < sum) {
                return i;
            }
        }
        return weights.length - 1;
    }

    /// The logarithm of the density at a configuration.
    double logDensity(double[] codes) {
        double[] terms = new double[weights.length];
        for (int kernel = 0; kernel < weights.length; kernel++) {
            terms[kernel] = Math.log(weights[kernel]);
            for (int i = 0; i < codes.length; i++) {
                terms[kernel] += options.get(i).logDensity(kernel, codes[i]);
            }
        }
        double largest = Arrays.stream(terms).max().orElseThrow();
        return largest + Math.log(Arrays.stream(terms).map(term -> Math.exp(term - largest)).sum());
    }
}
