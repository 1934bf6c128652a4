package org.bert4j.report;

import org.bert4j.metric.Sample;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.stream.Collectors;

/// A stretch of a context as the answer to a question, or none; scored by its F1.
final class SpanAnswers implements AnswerKind {
    private static final String NONE = "-";

    private final MeanScore mean = new MeanScore("f1");

    @Override
    public Verdict judge(JsonNode line) {
        double f1 = line.get("f1").asDouble();
        double probability = line.get("probability").asDouble();
        mean.add(100 * f1); // as the official figures are
        String truth =
                line.get("truth")
                        .valueStream()
                        .map(JsonNode::asString)
                        .distinct()
                        .collect(Collectors.joining(" / "));
        String answer = line.get("answer").asString();
        return new Verdict(
                truth.isEmpty() ? NONE : truth,
                answer.isEmpty() ? NONE : answer,
                f1,
                probability * (1 - f1),
                List.of(new Verdict.Belief(probability, f1)));
    }

    @Override
    public Sample sample() {
        return mean;
    }
}
