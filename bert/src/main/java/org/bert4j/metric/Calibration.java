package org.bert4j.metric;

import java.util.ArrayList;
import java.util.List;

/// How far the probabilities that come with answers can be believed: of the answers with a probability near 0.8, four in
/// five should be right (Guo et al. 2017, "On calibration of modern neural networks", section 2).
public final class Calibration {
    /// As many as in the paper.
    public static final int BINS = 15;

    private final long[] counts = new long[BINS];
    private final double[] probabilities = new double[BINS]; // sums
    private final double[] scores = new double[BINS];

    /// Answers of about the same probability.
    ///
    /// @param from        least probability
    /// @param to          largest probability
    /// @param count       answers
    /// @param probability mean
    /// @param score       mean: the share of right answers
    public record Bin(double from, double to, long count, double probability, double score) {}

    /// Counts an answer.
    ///
    /// @param probability that the model gave it, in [0, 1]
    /// @param score       1 if it was right, 0 if it was wrong; what lies between counts in part
    public void add(double probability, double score) {
        int bin = Math.min(BINS - 1, (int) (probability * BINS));
        counts[bin]++;
        probabilities[bin] += probability;
        scores[bin] += score;
    }

    /// The expected calibration error: how far probability and share of right answers lie apart, the mean over the
    /// answers, in [0, 1]; 0 without answers.
    public double expectedError() {
        long all = 0;
        double sum = 0;
        for (int bin = 0; bin < BINS; bin++) {
            all += counts[bin];
            sum += Math.abs(probabilities[bin] - scores[bin]);
        }
        return all == 0 ? 0 : sum / all;
    }

    /// Those with answers, ascending: the points of a reliability diagram.
    public List<Bin> bins() {
        List<Bin> bins = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            if (counts[bin] > 0) {
                bins.add(
                        new Bin(
                                (double) bin / BINS,
                                (bin + 1.0) / BINS,
                                counts[bin],
                                probabilities[bin] / counts[bin],
                                scores[bin] / counts[bin]));
            }
        }
        return bins;
    }
}
