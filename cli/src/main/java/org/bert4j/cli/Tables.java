package org.bert4j.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Figures as text: plain ones a line each, then the tables of classes and the confusion matrix.
final class Tables {
    private Tables() {}

    static void print(Map<String, Object> figures) {
        figures.forEach(
                (name, value) -> {
                    if (value instanceof Number number) {
                        System.out.printf("%-20s %s%n", name, text(number));
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
