package org.bert4j.metric;

import java.util.Arrays;

/// Where a figure lies with a probability of 95 %.
public record Interval(double low, double high) {
    private static final double OUTSIDE = 0.05;
    private static final double NORMAL = 1.959964; // of a standard normal, within which 95 % lie

    /// That of the mean of independent scores in [0, 1] (Wilson 1927): exact enough for a handful of them, and too wide
    /// rather than too narrow where they are not all 0 or 1.
    public static Interval ofMean(double mean, int count) {
        double square = NORMAL * NORMAL;
        double middle = (mean + square / (2 * count)) / (1 + square / count);
        double spread =
                NORMAL
                        / (1 + square / count)
                        * Math.sqrt(mean * (1 - mean) / count + square / (4.0 * count * count));
        return new Interval(Math.max(0, middle - spread), Math.min(1, middle + spread));
    }

    /// The middle 95 % of a figure's values over many draws.
    static Interval of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int cut = (int) Math.floor(OUTSIDE / 2 * sorted.length);
        return new Interval(sorted[cut], sorted[sorted.length - 1 - cut]);
    }
}
