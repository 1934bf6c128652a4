package org.bert4j.task;

import org.bert4j.dataset.Labels;
import org.bert4j.dataset.TextExample;
import org.bert4j.metric.Calibration;
import org.bert4j.metric.ClassificationMetric;
import org.bert4j.metric.Judged;
import org.bert4j.metric.RiskCoverage;
import org.bert4j.metric.Sample;

import java.util.LinkedHashMap;
import java.util.Map;

/// Scores a classifier; for MultiNLI, also the matched and the mismatched genres apart, where the files say so by name.
final class ClassifyScorer implements Scorer<TextExample, Classification> {
    private final Labels labels;
    private final ClassifyTask.Kind kind;
    private final Judged<ClassificationMetric> all;
    private final Map<String, Judged<ClassificationMetric>> parts = new LinkedHashMap<>();
    private final Calibration calibration = new Calibration();
    private final RiskCoverage coverage = new RiskCoverage();

    ClassifyScorer(Labels labels, ClassifyTask.Kind kind) {
        this.labels = labels;
        this.kind = kind;
        all = judged();
    }

    private Judged<ClassificationMetric> judged() {
        return new Judged<>(
                () -> new ClassificationMetric(labels.names()), ClassificationMetric::figures);
    }

    @Override
    public void add(TextExample example, Classification answer) {
        int truth = labels.id(example);
        int predicted = answer.best().id();
        all.add(metric -> metric.add(truth, predicted));
        double score = truth == predicted ? 1 : 0;
        calibration.add(answer.best().probability(), score);
        coverage.add(answer.best().probability(), score);
        String file = example.place().substring(example.place().lastIndexOf('/') + 1);
        if (kind == ClassifyTask.Kind.NLI && file.contains("matched")) {
            String part = file.contains("mismatched") ? "mismatched" : "matched";
            parts.computeIfAbsent(part, _ -> judged()).add(metric -> metric.add(truth, predicted));
        }
    }

    @Override
    public Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>(all.figures());
        parts.forEach(
                (part, metric) ->
                        figures.put("accuracy_" + part, metric.figures().get("accuracy")));
        figures.put("ece", calibration.expectedError());
        figures.put("aurc", coverage.area());
        return figures;
    }

    @Override
    public Sample sample() {
        return all;
    }

    @Override
    public String decisive() {
        return "accuracy";
    }
}
