package org.bert4j.bench;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/// Repeated measurements of one thing, in ascending order.
final class Samples {
    private final double[] ascending;

    private Samples(double[] ascending) {
        this.ascending = ascending;
    }

    /// @param values at least one, in any order
    static Samples of(double... values) {
        double[] ascending = values.clone();
        Arrays.sort(ascending);
        return new Samples(ascending);
    }

    int count() {
        return ascending.length;
    }

    double lowest() {
        return ascending[0];
    }

    double highest() {
        return ascending[ascending.length - 1];
    }

    double median() {
        return quantile(0.5);
    }

    /// The value below which this share of the samples lies, between neighbours in proportion.
    ///
    /// @param share in [0, 1]
    double quantile(double share) {
        double place = share * (ascending.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, ascending.length - 1);
        return ascending[below] + (place - below) * (ascending[above] - ascending[below]);
    }

    /// The same measurements in another unit.
    Samples map(DoubleUnaryOperator unit) {
        return of(Arrays.stream(ascending).map(unit).toArray());
    }
}
