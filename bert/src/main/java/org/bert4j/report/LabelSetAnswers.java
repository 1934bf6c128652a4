package org.bert4j.report;

import org.bert4j.metric.Judged;
import org.bert4j.metric.MultiLabelMetric;
import org.bert4j.metric.Sample;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Any number of labels for an example. Its score is the F1 of its own labels.
final class LabelSetAnswers implements AnswerKind {
    private static final double USUAL = 0.5;

    private final List<String> labels;
    private final double[] thresholds;
    private final Judged<MultiLabelMetric> judged;

    LabelSetAnswers(List<String> labels, Map<String, Double> thresholds) {
        this.labels = labels;
        this.thresholds =
                labels.stream()
                        .mapToDouble(label -> thresholds.getOrDefault(label, USUAL))
                        .toArray();
        judged =
                new Judged<>(
                        () -> new MultiLabelMetric(labels, this.thresholds),
                        MultiLabelMetric::figures);
    }

    @Override
    public Verdict judge(JsonNode line) {
        Set<String> truth = new HashSet<>();
        line.get("truth").forEach(label -> truth.add(label.asString()));
        boolean[] isTrue = new boolean[labels.size()];
        float[] probabilities = new float[labels.size()];
        List<String> chosen = new ArrayList<>();
        List<Verdict.Belief> beliefs = new ArrayList<>();
        int both = 0;
        double surprise = 0;
        for (int i = 0; i < labels.size(); i++) {
            isTrue[i] = truth.contains(labels.get(i));
            probabilities[i] = (float) line.get("scores").path(labels.get(i)).asDouble();
            boolean isChosen = probabilities[i] >= thresholds[i];
            beliefs.add(new Verdict.Belief(probabilities[i], isTrue[i] ? 1 : 0));
            if (isChosen) {
                chosen.add(labels.get(i));
            }
            both += isChosen && isTrue[i] ? 1 : 0;
            if (isChosen != isTrue[i]) {
                surprise = Math.max(surprise, isChosen ? probabilities[i] : 1 - probabilities[i]);
            }
        }
        judged.add(metric -> metric.add(isTrue, probabilities));
        int either = chosen.size() + truth.size();
        return new Verdict(
                String.join(", ", truth),
                String.join(", ", chosen),
                either == 0 ? 1 : 2.0 * both / either,
                surprise,
                beliefs);
    }

    @Override
    public Sample sample() {
        return judged;
    }
}
