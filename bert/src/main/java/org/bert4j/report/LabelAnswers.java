package org.bert4j.report;

import org.bert4j.metric.ClassificationMetric;
import org.bert4j.metric.Judged;
import org.bert4j.metric.Sample;

import tools.jackson.databind.JsonNode;

import java.util.List;

/// One label for an example.
final class LabelAnswers implements AnswerKind {
    private final List<String> labels;
    private final Judged<ClassificationMetric> judged;

    LabelAnswers(List<String> labels) {
        this.labels = labels;
        judged =
                new Judged<>(() -> new ClassificationMetric(labels), ClassificationMetric::figures);
    }

    @Override
    public Verdict judge(JsonNode line) {
        String truth = line.get("truth").asString();
        String answer = line.get("label").asString();
        double probability = line.get("probability").asDouble();
        int truthId = labels.indexOf(truth);
        int answerId = labels.indexOf(answer);
        judged.add(metric -> metric.add(truthId, answerId));
        return of(truth, answer, probability);
    }

    static Verdict of(String truth, String answer, double probability) {
        boolean right = truth.equals(answer);
        return new Verdict(
                truth,
                answer,
                right ? 1 : 0,
                right ? 0 : probability,
                List.of(new Verdict.Belief(probability, right ? 1 : 0)));
    }

    @Override
    public Sample sample() {
        return judged;
    }
}
