package org.bert4j.cli;

import org.bert4j.evaluate.Evaluation;

import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;

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

    /// `1:02:03` or `2:03`, under a minute `5.1 s`.
    static String duration(double seconds) {
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        return whole < 3600
                ? "%d:%02d min".formatted(whole / 60, whole % 60)
                : "%d:%02d h".formatted(whole / 3600, whole / 60 % 60);
    }

    /// `learning-rate=3e-5 batch-size=16`
    static String options(Map<String, ?> options) {
        return options.entrySet().stream()
                .map(option -> option.getKey() + "=" + option.getValue())
                .collect(Collectors.joining(" "));
    }

    /// `accuracy 0.9137`: fractions with four digits, percentages with two.
    static String format(String name, Number value) {
        if (value instanceof Double || value instanceof Float) {
            return name + " " + value(value.doubleValue());
        }
        return name + " " + value;
    }
}
