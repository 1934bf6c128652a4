package org.bert4j.tune.sampler;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.bert4j.tune.space.Domain;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// The kernels of one option: one around each observed value, and the prior as the last.
sealed interface Kernels {
    /// @param observed codes of the domain, in the order of the observations
    static Kernels of(Domain domain, double[] observed) {
        return switch (domain) {
            case Domain.Real(double low, double high, _) when low == high -> new Single(low);
            case Domain.Real(double low, double high, boolean log) ->
                    Normal.of(observed, low, high, 0, log);
            case Domain.Whole(long low, long high, boolean log) ->
                    Normal.of(observed, low, high, 1, log);
            case Domain.Choice(List<String> values) -> Categorical.of(observed, values.size());
        };
    }

    /// A code, drawn from a kernel.
    double draw(int kernel, RandomGenerator random);

    /// The logarithm of a kernel's density at a code, or of its probability where codes can be counted.
    double logDensity(int kernel, double code);

    /// The only value of a range whose bounds are equal.
    record Single(double code) implements Kernels {
        @Override
        public double draw(int kernel, RandomGenerator random) {
            return code;
        }

        @Override
        public double logDensity(int kernel, double any) {
            return 0;
        }
    }

    /// Normal distributions cut off at the bounds.
    ///
    /// A kernel is as wide as the larger distance to the neighbours left and right; at the margins the only neighbour
    /// counts. None is narrower than the range over the count of kernels and one, nor than its hundredth.
    ///
    /// @param mean  in the logarithm if `log`
    /// @param step  distance of the codes; 0 if they are continuous
    record Normal(double[] mean, double[] deviation, double low, double high, int step, boolean log)
            implements Kernels {
        private static final NormalDistribution STANDARD = new NormalDistribution(null, 0, 1);

        static Normal of(double[] observed, double lowest, double highest, int step, boolean log) {
            double low = log ? Math.log(lowest - step / 2.0) : lowest - step / 2.0;
            double high = log ? Math.log(highest + step / 2.0) : highest + step / 2.0;
            int count = observed.length;
            double[] mean = new double[count + 1];
            for (int i = 0; i < count; i++) {
                mean[i] = log ? Math.log(observed[i]) : observed[i];
            }
            double[] deviation = Arrays.copyOf(widths(mean, count, low, high), count + 1);
            mean[count] = (low + high) / 2;
            deviation[count] = high - low;
            return new Normal(mean, deviation, low, high, step, log);
        }

        private static double[] widths(double[] mean, int count, double low, double high) {
            int[] order =
                    IntStream.range(0, count)
                            .boxed()
                            .sorted((a, b) -> Double.compare(mean[a], mean[b]))
                            .mapToInt(Integer::intValue)
                            .toArray();
            double narrowest = (high - low) / Math.min(100, count + 2);
            double[] widths = new double[count];
            for (int i = 0; i < count; i++) {
                double here = mean[order[i]];
                double left = i > 0 ? here - mean[order[i - 1]] : here - low;
                double right = i < count - 1 ? mean[order[i + 1]] - here : high - here;
                double width = Math.max(left, right);
                if (count > 1 && (i == 0 || i == count - 1)) {
                    width = i == 0 ? right : left;
                }
                widths[order[i]] = Math.clamp(width, narrowest, high - low);
            }
            return widths;
        }

        @Override
        public double draw(int kernel, RandomGenerator random) {
            double from = below(kernel, low);
            double to = below(kernel, high);
            double quantile = from + random.nextDouble() * (to - from);
            double place =
                    mean[kernel]
                            + deviation[kernel] * STANDARD.inverseCumulativeProbability(quantile);
            place = Math.clamp(place, low, high);
            return log ? Math.exp(place) : place;
        }

        @Override
        public double logDensity(int kernel, double code) {
            double inside = below(kernel, high) - below(kernel, low);
            if (step > 0) {
                double left = log ? Math.log(code - step / 2.0) : code - step / 2.0;
                double right = log ? Math.log(code + step / 2.0) : code + step / 2.0;
                return Math.log((below(kernel, right) - below(kernel, left)) / inside);
            }
            double place = log ? Math.log(code) : code;
            double distance = (place - mean[kernel]) / deviation[kernel];
            return STANDARD.logDensity(distance) - Math.log(deviation[kernel] * inside);
        }

        /// The share of the whole normal distribution that lies below a place.
        private double below(int kernel, double place) {
            return STANDARD.cumulativeProbability((place - mean[kernel]) / deviation[kernel]);
        }
    }

    /// Probabilities of the values of a choice.
    ///
    /// @param probabilities `[kernels][values]`
    record Categorical(double[][] probabilities) implements Kernels {
        static Categorical of(double[] observed, int values) {
            int kernels = observed.length + 1;
            double[][] probabilities = new double[kernels][values];
            for (int kernel = 0; kernel < kernels; kernel++) {
                double[] row = probabilities[kernel];
                Arrays.fill(row, 1.0 / kernels);
                if (kernel < observed.length) {
                    row[(int) observed[kernel]] += 1;
                }
                double sum = Arrays.stream(row).sum();
                Arrays.setAll(row, i -> row[i] / sum);
            }
            return new Categorical(probabilities);
        }

        @Override
        public double draw(int kernel, RandomGenerator random) {
            return ParzenEstimator.index(probabilities[kernel], random.nextDouble());
        }

        @Override
        public double logDensity(int kernel, double code) {
            return Math.log(probabilities[kernel][(int) code]);
        }
    }
}
