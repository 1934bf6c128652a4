package org.bert4j.bench;

import org.bert4j.tensor.MatrixRate;
import org.bert4j.tensor.Precision;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What the machine can reach at all, measured in the same run: before and after, since a machine is not equally busy
/// all the time, and the higher of the two counts.
final class MatrixRates {
    private final List<Precision> precisions;
    private final Map<Precision, Double> best = new EnumMap<>(Precision.class);

    MatrixRates(List<Precision> precisions) {
        this.precisions = precisions;
    }

    void measure() {
        for (Precision precision : precisions) {
            best.merge(precision, MatrixRate.flopsPerSecond(precision), Math::max);
        }
    }

    /// Operations a second.
    double best(Precision precision) {
        return best.get(precision);
    }

    List<Figure> figures() {
        return best.entrySet().stream()
                .map(
                        rate ->
                                Figure.single(
                                        "matrix_rate_"
                                                + rate.getKey().name().toLowerCase(Locale.ROOT),
                                        "GFLOP/s",
                                        rate.getValue() / 1e9))
                .toList();
    }
}
