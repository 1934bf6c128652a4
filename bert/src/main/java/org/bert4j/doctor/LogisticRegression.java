package org.bert4j.doctor;

import java.util.Arrays;
import java.util.SplittableRandom;

/// A linear classifier on vectors, by softmax and stochastic gradients with a little weight decay: good enough to say
/// which labels the vectors speak against, in a second.
final class LogisticRegression {
    private static final int EPOCHS = 30;
    private static final double RATE = 0.5;
    private static final double DECAY = 1e-3;

    private final int classes;
    private final double[][] weights; // [classes, width + 1]

    private LogisticRegression(int classes, int width) {
        this.classes = classes;
        weights = new double[classes][width + 1];
    }

    /// @param vectors `[rows, width]`, each of about length 1
    /// @param labels  of the rows, from 0
    /// @param rows    to learn from
    static LogisticRegression fit(
            float[][] vectors, int[] labels, int classes, int[] rows, long seed) {
        LogisticRegression model = new LogisticRegression(classes, vectors[0].length);
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = rows.clone();
        long step = 0;
        long steps = (long) EPOCHS * order.length;
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            shuffle(order, random);
            for (int row : order) {
                model.learn(vectors[row], labels[row], RATE * (1 - (double) step++ / steps));
            }
        }
        return model;
    }

    private static void shuffle(int[] order, SplittableRandom random) {
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int row = order[i];
            order[i] = order[other];
            order[other] = row;
        }
    }

    private void learn(float[] vector, int label, double rate) {
        double[] probabilities = probabilities(vector);
        for (int c = 0; c < classes; c++) {
            double error = probabilities[c] - (c == label ? 1 : 0);
            double[] own = weights[c];
            double keep = 1 - rate * DECAY;
            for (int i = 0; i < vector.length; i++) {
                own[i] = own[i] * keep - rate * error * vector[i];
            }
            own[vector.length] -= rate * error;
        }
    }

    /// `[classes]`, adding up to 1.
    double[] probabilities(float[] vector) {
        double[] scores = new double[classes];
        for (int c = 0; c < classes; c++) {
            double[] own = weights[c];
            double sum = own[vector.length];
            for (int i = 0; i < vector.length; i++) {
                sum += own[i] * vector[i];
            }
            scores[c] = sum;
        }
        double largest = Arrays.stream(scores).max().orElseThrow();
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            scores[c] = Math.exp(scores[c] - largest);
            sum += scores[c];
        }
        for (int c = 0; c < classes; c++) {
            scores[c] /= sum;
        }
        return scores;
    }
}
