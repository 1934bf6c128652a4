package org.bert4j.metric;

import java.util.Arrays;

/// Where a figure lies with a probability of 95 %.
public record Interval(double low, double high) {
    private static final double OUTSIDE = 0.05;

    /// The middle 95 % of a figure's values over many draws.
    static Interval of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int cut = (int) Math.floor(OUTSIDE / 2 * sorted.length);
        return new Interval(sorted[cut], sorted[sorted.length - 1 - cut]);
    }
}
