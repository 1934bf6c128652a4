package org.bert4j.report;

import org.bert4j.metric.CorrelationMetric;
import org.bert4j.metric.Sample;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Locale;

/// A number for an example: a score, or the cosine of two vectors.
final class NumberAnswers implements AnswerKind {
    private final CorrelationMetric metric = new CorrelationMetric();

    @Override
    public Verdict judge(JsonNode line) {
        double truth = truth(line);
        double answer = answer(line);
        metric.add(truth, answer);
        return new Verdict(
                number(truth), number(answer), Double.NaN, Math.abs(answer - truth), List.of());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    /// NaN where the line has none.
    static double truth(JsonNode line) {
        JsonNode truth =
                line.path("truth").isArray() ? line.get("truth").path(0) : line.path("truth");
        return truth.isNumber() ? truth.asDouble() : parsed(truth.asString(""));
    }

    private static double parsed(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException _) {
            return Double.NaN;
        }
    }

    static double answer(JsonNode line) {
        return line.has("score")
                ? line.get("score").asDouble()
                : line.path("cosine").asDouble(Double.NaN);
    }

    @Override
    public Sample sample() {
        return metric;
    }
}
