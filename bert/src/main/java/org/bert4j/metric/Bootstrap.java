package org.bert4j.metric;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/// How sure a figure is: what it would have been on other examples of the same kind, which are drawn from those at hand,
/// with repetition (Efron and Tibshirani 1993, "An Introduction to the Bootstrap", chapters 13 and 16).
///
/// The same examples have the same intervals in every run.
public final class Bootstrap {
    private static final int DRAWS = 1000;
    private static final long SEED = 20_181_011;

    private Bootstrap() {}

    /// How two models differ on the same examples.
    ///
    /// @param value     of the second less that of the first
    /// @param interval  of the difference
    /// @param pValue    two-sided: how often a difference of at least this size comes by chance where there is none
    public record Difference(double value, Interval interval, double pValue) {}

    /// An interval for each figure that is a fraction or a mean. Counts have none, and neither has a figure that is the
    /// same in every draw: eight right answers of eight do not tell how many will be wrong.
    public static Map<String, Interval> intervals(Sample sample) {
        Map<String, Interval> intervals = new LinkedHashMap<>();
        byName(draws(sample.size(), draw -> fractions(sample.figuresOf(draw))))
                .forEach(
                        (name, values) -> {
                            Interval interval = Interval.of(values);
                            if (interval.low() < interval.high()) {
                                intervals.put(name, interval);
                            }
                        });
        return intervals;
    }

    /// What the second model has of each figure more than the first. Both are judged on the same draws, so that what
    /// makes examples hard for both does not matter.
    ///
    /// @throws IllegalArgumentException if they are not of the same number of examples
    public static Map<String, Difference> differences(Sample first, Sample second) {
        if (first.size() != second.size()) {
            throw new IllegalArgumentException(
                    "%d and %d examples cannot be compared one by one; judge both models on the same."
                            .formatted(first.size(), second.size()));
        }
        Function<int[], Map<String, Double>> difference =
                draw -> minus(fractions(second.figuresOf(draw)), fractions(first.figuresOf(draw)));
        Map<String, Double> whole = difference.apply(IntStream.range(0, first.size()).toArray());
        Map<String, Difference> differences = new LinkedHashMap<>();
        byName(draws(first.size(), difference))
                .forEach(
                        (name, values) ->
                                differences.put(
                                        name,
                                        new Difference(
                                                whole.get(name),
                                                Interval.of(values),
                                                pValue(values, whole.get(name)))));
        return differences;
    }

    /// Draws spread around the difference that was seen; around none, they would reach as far this often.
    private static double pValue(double[] values, double seen) {
        long asFar = 0;
        for (double value : values) {
            asFar += Math.abs(value - seen) >= Math.abs(seen) ? 1 : 0;
        }
        return (asFar + 1.0) / (values.length + 1.0);
    }

    private static List<Map<String, Double>> draws(
            int size, Function<int[], Map<String, Double>> figures) {
        if (size == 0) {
            return List.of();
        }
        return IntStream.range(0, DRAWS)
                .parallel()
                .mapToObj(
                        number ->
                                figures.apply(
                                        new SplittableRandom(SEED + number)
                                                .ints(size, 0, size)
                                                .toArray()))
                .toList();
    }

    /// Figures that every draw has.
    private static Map<String, double[]> byName(List<Map<String, Double>> draws) {
        Map<String, double[]> values = new LinkedHashMap<>();
        if (draws.isEmpty()) {
            return values;
        }
        Set<String> names = new LinkedHashSet<>(draws.getFirst().keySet());
        draws.forEach(draw -> names.retainAll(draw.keySet()));
        names.forEach(
                name ->
                        values.put(
                                name,
                                draws.stream().mapToDouble(draw -> draw.get(name)).toArray()));
        return values;
    }

    private static Map<String, Double> fractions(Map<String, Object> figures) {
        Map<String, Double> fractions = new LinkedHashMap<>();
        figures.forEach(
                (name, figure) -> {
                    if (figure instanceof Double value) {
                        fractions.put(name, value);
                    }
                });
        return fractions;
    }

    private static Map<String, Double> minus(Map<String, Double> left, Map<String, Double> right) {
        Map<String, Double> differences = new LinkedHashMap<>();
        left.forEach(
                (name, value) -> {
                    if (right.containsKey(name)) {
                        differences.put(name, value - right.get(name));
                    }
                });
        return differences;
    }
}
