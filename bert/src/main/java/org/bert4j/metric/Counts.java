package org.bert4j.metric;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// How often something was expected, how often predicted, and how often both: all that precision,
/// recall and F1 need. A division by zero gives 0 (scikit-learn's `zero_division=0`).
final class Counts {
    private long both;
    private long predicted;
    private long expected;

    void add(long both, long predicted, long expected) {
        this.both += both;
        this.predicted += predicted;
        this.expected += expected;
    }

    void add(Counts other) {
        add(other.both, other.predicted, other.expected);
    }

    /// Counts one yes-or-no decision.
    void decide(boolean truth, boolean prediction) {
        add(truth && prediction ? 1 : 0, prediction ? 1 : 0, truth ? 1 : 0);
    }

    static Counts sum(Collection<Counts> parts) {
        Counts sum = new Counts();
        parts.forEach(sum::add);
        return sum;
    }

    /// The unweighted mean of a figure, 0 if there is nothing to average: scikit-learn's "macro".
    static double mean(Collection<Counts> parts, ToDoubleFunction<Counts> figure) {
        return parts.stream().mapToDouble(figure).average().orElse(0);
    }

    /// Whether it was ever expected or predicted.
    boolean occurs() {
        return expected > 0 || predicted > 0;
    }

    long expected() {
        return expected;
    }

    double precision() {
        return ratio(both, predicted);
    }

    double recall() {
        return ratio(both, expected);
    }

    double f1() {
        return ratio(2 * both, predicted + expected);
    }

    /// One row of a table per class, label or type.
    Map<String, Object> row() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("precision", precision());
        row.put("recall", recall());
        row.put("f1", f1());
        row.put("support", expected);
        return row;
    }

    static double ratio(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
