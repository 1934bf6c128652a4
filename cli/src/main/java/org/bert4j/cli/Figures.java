package org.bert4j.cli;

import org.bert4j.evaluate.Evaluation;

import java.util.Locale;
import java.util.StringJoiner;

/// How figures are printed for people.
final class Figures {
    private Figures() {}

    /// The figures of one line: the decisive one, other accuracies, and of the rest those without a breakdown in their name.
    static String main(Evaluation evaluation) {
        StringJoiner joiner = new StringJoiner(", ");
        evaluation
                .figures()
                .forEach(
                        (name, value) -> {
                            boolean shown =
                                    !name.contains("_")
                                            || name.endsWith("_accuracy")
                                            || name.equals(evaluation.decisive());
                            if (shown && value instanceof Number number) {
                                joiner.add(format(name, number));
                            }
                        });
        return joiner.toString();
    }

    /// Fractions with four digits, percentages with two.
    static String value(double value) {
        int digits = Math.abs(value) > 1 ? 2 : 4;
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    /// `accuracy 0.9137`: fractions with four digits, percentages with two.
    static String format(String name, Number value) {
        if (value instanceof Double || value instanceof Float) {
            return name + " " + value(value.doubleValue());
        }
        return name + " " + value;
    }
}
