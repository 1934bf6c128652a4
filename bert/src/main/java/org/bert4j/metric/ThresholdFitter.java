package org.bert4j.metric;

/// Finds for every label the threshold on its probability with the best F1 on the examples seen.
///
/// Candidates are the multiples of 1/1024 between 0 and 1: 1024 and not 1000, because these numbers
/// are exact in binary, so counting in bins decides as `probability >= threshold` does. Of equally
/// good ones the nearest to 0.5 wins, then the larger; a label that never occurs keeps 0.5. The
/// memory is two histograms per label, whatever the number of examples.
public final class ThresholdFitter {
    private static final int BINS = 1024;

    private final long[][] positive;
    private final long[][] negative;

    /// @param labels the number of labels
    public ThresholdFitter(int labels) {
        this.positive = new long[labels][BINS + 1]; // the last bin holds probability 1 only
        this.negative = new long[labels][BINS + 1];
    }

    /// Counts one text; both arrays have an element per label.
    ///
    /// @throws IllegalArgumentException if a probability is not in [0, 1]
    public void add(boolean[] truth, float[] probabilities) {
        MultiLabelMetric.checkLength("true labels", truth.length, positive.length);
        MultiLabelMetric.checkLength("probabilities", probabilities.length, positive.length);
        for (int label = 0; label < truth.length; label++) {
            long[][] histograms = truth[label] ? positive : negative;
            histograms[label][bin(probabilities[label])]++;
        }
    }

    private static int bin(float probability) {
        if (probability >= 0 && probability <= 1) {
            return (int) (probability * BINS);
        }
        throw new IllegalArgumentException(
                "The probability %s is not between 0 and 1; apply a sigmoid to the logits first."
                        .formatted(probability));
    }

    /// The best thresholds so far, one per label.
    public double[] thresholds() {
        double[] thresholds = new double[positive.length];
        for (int label = 0; label < thresholds.length; label++) {
            thresholds[label] = (double) best(scores(label)) / BINS;
        }
        return thresholds;
    }

    /// F1 by the first bin that counts as predicted.
    private double[] scores(int label) {
        long expected = 0;
        for (long count : positive[label]) {
            expected += count;
        }
        double[] scores = new double[BINS + 1];
        long right = 0;
        long predicted = 0;
        for (int bin = BINS; bin > 0; bin--) {
            right += positive[label][bin];
            predicted += positive[label][bin] + negative[label][bin];
            scores[bin] = Counts.ratio(2 * right, predicted + expected);
        }
        return scores;
    }

    /// The bin with the highest score, looked for from the middle outwards.
    private static int best(double[] scores) {
        int best = BINS / 2;
        for (int distance = 1; distance < BINS / 2; distance++) {
            for (int bin : new int[] {BINS / 2 + distance, BINS / 2 - distance}) {
                best = scores[bin] > scores[best] ? bin : best;
            }
        }
        return best;
    }
}
