package org.bert4j.report;

import org.bert4j.metric.Sample;

import tools.jackson.databind.JsonNode;

/// One of an example's own choices, which stand behind its prompt among the texts.
final class ChoiceAnswers implements AnswerKind {
    private final MeanScore mean = new MeanScore("accuracy");

    @Override
    public Verdict judge(JsonNode line) {
        int truth = line.get("truth").asInt();
        Verdict verdict =
                LabelAnswers.of(
                        line.get("texts").get(1 + truth).asString(),
                        line.get("texts").get(1 + line.get("choice").asInt()).asString(),
                        line.get("probability").asDouble());
        mean.add(verdict.score());
        return verdict;
    }

    @Override
    public Sample sample() {
        return mean;
    }
}
