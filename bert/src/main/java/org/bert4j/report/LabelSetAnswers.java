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
    private final List<String> labels;
    private final Map<String, Double> thresholds;
    private final Judged<MultiLabelMetric> judged;

    LabelSetAnswers(List<String> labels, Map<String, Double> thresholds) {
        this.labels = labels;
        this.thresholds = thresholds;
        judged = new Judged<>(() -> new MultiLabelMetric(labels), MultiLabelMetric::figures);
    }

    @Override
    public Verdict judge(JsonNode line) {
        Set<String> truth = new HashSet<>();
        line.get("truth").forEach(label -> truth.add(label.asString()));
        Set<String> asWritten = new HashSet<>();
        line.get("labels").forEach(label -> asWritten.add(label.asString()));
        boolean[] isTrue = new boolean[labels.size()];
        float[] decisions = new float[labels.size()]; // 1: chosen
        List<String> chosen = new ArrayList<>();
        List<Verdict.Belief> beliefs = new ArrayList<>();
        int both = 0;
        double surprise = 0;
        for (int i = 0; i < labels.size(); i++) {
            String label = labels.get(i);
            isTrue[i] = truth.contains(label);
            double probability = line.get("scores").path(label).asDouble();
            boolean isChosen =
                    thresholds.containsKey(label)
                            ? (float) probability >= thresholds.get(label)
                            : asWritten.contains(label);
            decisions[i] = isChosen ? 1 : 0;
            beliefs.add(new Verdict.Belief(probability, isTrue[i] ? 1 : 0));
            if (isChosen) {
                chosen.add(label);
            }
            both += isChosen && isTrue[i] ? 1 : 0;
            if (isChosen != isTrue[i]) {
                surprise = Math.max(surprise, isChosen ? probability : 1 - probability);
            }
        }
        judged.add(metric -> metric.add(isTrue, decisions));
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
