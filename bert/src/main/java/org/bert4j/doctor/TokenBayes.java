package org.bert4j.doctor;

import java.util.Arrays;

/// A naive Bayes classifier on tokens and pairs of neighbours, which sees words that a vector of the whole text blurs.
final class TokenBayes {
    private static final int BUCKETS = 1 << 18;
    private static final float SMOOTHING = 0.5f;

    private final int classes;
    private final float[][] counts = new float[BUCKETS][]; // by token and class; null: never seen
    private final double[] rows; // by class

    private TokenBayes(int classes) {
        this.classes = classes;
        rows = new double[classes];
    }

    /// What a text is made of: tokens and pairs of neighbours as numbers of buckets, each once.
    static int[] features(int[] ids, int length) {
        int[] all = new int[Math.max(0, 2 * length - 1)];
        for (int i = 0; i < length; i++) {
            all[i] = bucket(ids[i] + 1);
            if (i > 0) {
                all[length + i - 1] = bucket(31L * (ids[i - 1] + 1) + ((long) ids[i] << 20) + 7);
            }
        }
        return Arrays.stream(all).distinct().toArray();
    }

    private static int bucket(long value) {
        long hash = value * 0x9e3779b97f4a7c15L;
        return (int) (hash >>> 46); // 18 bits
    }

    static TokenBayes fit(int[][] features, int[] labels, int classes, int[] rows) {
        TokenBayes model = new TokenBayes(classes);
        for (int row : rows) {
            model.rows[labels[row]]++;
            for (int bucket : features[row]) {
                if (model.counts[bucket] == null) {
                    model.counts[bucket] = new float[classes];
                }
                model.counts[bucket][labels[row]]++;
            }
        }
        return model;
    }

    /// `[classes]` logarithms of probabilities, up to a constant.
    double[] scores(int[] features) {
        double[] scores = new double[classes];
        for (int c = 0; c < classes; c++) {
            scores[c] = Math.log(rows[c] + 1);
        }
        for (int bucket : features) {
            if (counts[bucket] != null) {
                for (int c = 0; c < classes; c++) {
                    scores[c] += Math.log((counts[bucket][c] + SMOOTHING) / (rows[c] + 1));
                }
            }
        }
        return scores;
    }
}
