package org.bert4j.bench;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/// Repeated measurements of one thing, in ascending order.
public final class Samples {
    private final double[] ascending;

    private Samples(double[] ascending) {
        this.ascending = ascending;
    }

    /// @param values at least one, in any order
    public static Samples of(double... values) {
        double[] ascending = values.clone();
        Arrays.sort(ascending);
        return new Samples(ascending);
    }

    public int count() {
        return ascending.length;
    }

    public double lowest() {
        return ascending[0];
    }

    public double highest() {
        return ascending[ascending.length - 1];
    }

    public double median() {
        return quantile(0.5);
    }

    /// The value below which this share of the samples lies, between neighbours in proportion.
    ///
    /// @param share in [0, 1]
    public double quantile(double share) {
        double place = share * (ascending.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, ascending.length - 1);
        return ascending[below] + (place - below) * (ascending[above] - ascending[below]);
    }

    /// The same measurements in another unit.
    public Samples map(DoubleUnaryOperator unit) {
        return of(Arrays.stream(ascending).map(unit).toArray());
    }
}
