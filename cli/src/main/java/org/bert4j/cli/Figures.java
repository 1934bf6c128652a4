package org.bert4j.cli;

import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/// How figures are printed for people.
final class Figures {
    private Figures() {}

    /// The figures of one line, without their breakdown.
    static String main(Map<String, Object> figures) {
        StringJoiner joiner = new StringJoiner(", ");
        figures.forEach(
                (name, value) -> {
                    boolean detail =
                            name.startsWith("HasAns")
                                    || name.startsWith("NoAns")
                                    || name.startsWith("best_");
                    if (!detail && value instanceof Number number) {
                        joiner.add(format(name, number));
                    }
                });
        return joiner.toString();
    }

    /// `accuracy 0.9137`: fractions with four digits, percentages with two.
    static String format(String name, Number value) {
        if (value instanceof Double || value instanceof Float) {
            int digits = Math.abs(value.doubleValue()) > 1 ? 2 : 4;
            return String.format(Locale.ROOT, "%s %." + digits + "f", name, value.doubleValue());
        }
        return name + " " + value;
    }
}
