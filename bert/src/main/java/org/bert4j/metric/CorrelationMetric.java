package org.bert4j.metric;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// Figures of a task with a number per text or pair, such as similarity.
///
/// They equal `scipy.stats.pearsonr` and `spearmanr` (ties get their average rank), and
/// `mean_squared_error` and `mean_absolute_error` of scikit-learn. Correlations lie in [-1, 1]; where
/// one is undefined, because truth or prediction is always the same or there are fewer than two
/// examples, it is 0, while SciPy says NaN. Ranks need all values: the memory is sixteen bytes per
/// example.
public final class CorrelationMetric implements Sample {
    private static final int FIRST_CAPACITY = 1024;

    private double[] truths = new double[FIRST_CAPACITY];
    private double[] predictions = new double[FIRST_CAPACITY];
    private int total;
    private double squaredErrors;
    private double absoluteErrors;

    /// Counts one example.
    ///
    /// @throws IllegalArgumentException if a number is infinite or NaN
    public void add(double truth, double predicted) {
        if (!Double.isFinite(truth) || !Double.isFinite(predicted)) {
            throw new IllegalArgumentException(
                    "Example %d has truth %s and prediction %s, both must be finite; look for NaN in the model or data."
                            .formatted(total + 1, truth, predicted));
        }
        if (total == truths.length) {
            truths = Arrays.copyOf(truths, 2 * total);
            predictions = Arrays.copyOf(predictions, 2 * total);
        }
        truths[total] = truth;
        predictions[total] = predicted;
        total++;
        squaredErrors += (predicted - truth) * (predicted - truth);
        absoluteErrors += Math.abs(predicted - truth);
    }

    /// The number of examples so far.
    public long total() {
        return total;
    }

    @Override
    public int size() {
        return total;
    }

    @Override
    public Map<String, Object> figuresOf(int[] draw) {
        CorrelationMetric metric = new CorrelationMetric();
        for (int example : draw) {
            metric.add(truths[example], predictions[example]);
        }
        return metric.figures();
    }

    /// The figures so far: `pearson`, `spearman`, `mse`, `mae`, `total`. The errors are in the
    /// (squared) unit of the scores.
    public Map<String, Object> figures() {
        double[] truth = Arrays.copyOf(truths, total);
        double[] predicted = Arrays.copyOf(predictions, total);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("pearson", pearson(truth, predicted));
        figures.put("spearman", pearson(ranks(truth), ranks(predicted)));
        figures.put("mse", squaredErrors / Math.max(1, total));
        figures.put("mae", absoluteErrors / Math.max(1, total));
        figures.put("total", (long) total);
        return figures;
    }

    /// In one pass with running means, which loses no digits where the mean is large (Welford 1962).
    private static double pearson(double[] x, double[] y) {
        double meanX = 0;
        double meanY = 0;
        double squaresX = 0;
        double squaresY = 0;
        double products = 0;
        for (int i = 0; i < x.length; i++) {
            double fromMeanX = x[i] - meanX;
            double fromMeanY = y[i] - meanY;
            meanX += fromMeanX / (i + 1);
            meanY += fromMeanY / (i + 1);
            squaresX += fromMeanX * (x[i] - meanX);
            squaresY += fromMeanY * (y[i] - meanY);
            products += fromMeanX * (y[i] - meanY);
        }
        if (squaresX == 0 || squaresY == 0) {
            return 0;
        }
        return Math.clamp(products / (Math.sqrt(squaresX) * Math.sqrt(squaresY)), -1, 1);
    }

    /// Ranks from 1; equal values share the mean of their ranks.
    private static double[] ranks(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] ranks = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            int below = countBelow(sorted, values[i]);
            int notAbove = countBelow(sorted, Math.nextUp(values[i]));
            ranks[i] = (below + 1 + notAbove) / 2.0;
        }
        return ranks;
    }

    private static int countBelow(double[] sorted, double limit) {
        int from = 0;
        int to = sorted.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (sorted[middle] < limit) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }
}
