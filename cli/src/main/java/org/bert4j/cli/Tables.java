package org.bert4j.cli;

import org.bert4j.metric.Bootstrap.Difference;
import org.bert4j.metric.Interval;
import org.bert4j.report.Slices;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Figures as text: plain ones a line each with its interval, then the tables of classes and the confusion matrix.
final class Tables {
    private Tables() {}

    static void print(Map<String, Object> figures, Map<String, Interval> intervals) {
        figures.forEach(
                (name, value) -> {
                    if (value instanceof Number number) {
                        System.out.printf(
                                "%-20s %s%s%n",
                                name,
                                text(number),
                                intervals.containsKey(name) ? text(intervals.get(name)) : "");
                    }
                });
        figures.forEach(
                (name, value) -> {
                    if (value instanceof Map<?, ?> rows) {
                        printRows(rows);
                    }
                });
        if (figures.get("confusion") instanceof long[][] confusion
                && figures.get("per_class") instanceof Map<?, ?> classes) {
            printConfusion(List.copyOf(classes.keySet()), confusion);
        }
    }

    /// A line for each figure: the difference, its interval, and how likely it is by chance.
    static void print(Map<String, Difference> differences) {
        differences.forEach(
                (name, difference) -> System.out.printf("%-20s %s%n", name, text(difference)));
    }

    /// `+0.0120  (-0.0030 to 0.0271)  p 0.113`
    static String text(Difference difference) {
        return String.format(
                Locale.ROOT,
                "%+.4f%s  p %.3f",
                difference.value(),
                text(difference.interval()),
                difference.pValue());
    }

    /// Part by part: how many examples, the mean score, and its interval.
    static void printSlices(Map<String, List<Slices.Slice>> slices) {
        slices.forEach(
                (name, parts) -> {
                    System.out.printf("%nBy %s%n", name);
                    parts.forEach(
                            part ->
                                    System.out.printf(
                                            Locale.ROOT,
                                            "%-20s %8d  %.4f%s%n",
                                            part.name(),
                                            part.count(),
                                            part.score(),
                                            text(part.interval())));
                });
    }

    static Map<String, Object> json(Map<String, Difference> differences) {
        Map<String, Object> json = new LinkedHashMap<>();
        differences.forEach(
                (name, difference) -> {
                    Map<String, Object> entry = new LinkedHashMap<>();
                    entry.put("difference", difference.value());
                    entry.put("ci95", json(difference.interval()));
                    entry.put("p", difference.pValue());
                    json.put(name, entry);
                });
        return json;
    }

    static List<Double> json(Interval interval) {
        return List.of(interval.low(), interval.high());
    }

    private static String text(Interval interval) {
        return String.format(Locale.ROOT, "  (%.4f to %.4f)", interval.low(), interval.high());
    }

    private static String text(Number value) {
        return value instanceof Double
                ? String.format(Locale.ROOT, "%.4f", value.doubleValue())
                : value.toString();
    }

    private static void printRows(Map<?, ?> rows) {
        System.out.println();
        boolean first = true;
        for (Map.Entry<?, ?> row : rows.entrySet()) {
            if (row.getValue() instanceof Map<?, ?> cells) {
                if (first) {
                    System.out.printf("%-20s", "");
                    cells.keySet().forEach(name -> System.out.printf(" %10s", name));
                    System.out.println();
                    first = false;
                }
                System.out.printf("%-20s", row.getKey());
                cells.values().forEach(cell -> System.out.printf(" %10s", text((Number) cell)));
                System.out.println();
            }
        }
    }

    private static void printConfusion(List<?> names, long[][] confusion) {
        System.out.println();
        System.out.println("Confusion: rows are the truth, columns the predictions");
        for (int truth = 0; truth < confusion.length; truth++) {
            System.out.printf("%-20s", names.get(truth));
            for (long count : confusion[truth]) {
                System.out.printf(" %6d", count);
            }
            System.out.println();
        }
    }
}
