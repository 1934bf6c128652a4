package org.bert4j.metric;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The CMRC 2018 metric (ymcui/cmrc2018 `baseline/cmrc2018_evaluate.py`): exact match and F1, best
/// over the references, divided by all questions; one without a prediction scores 0.
///
/// The data have no unanswerable questions; the official script stops at one, here it scores 0. The
/// null odds play no part.
public final class CmrcMetric implements QaMetric {
    /// The best over the references.
    private record Answered(int exact, double f1) {}

    private final List<Answered> answered = new ArrayList<>();
    private double f1;
    private int exact;
    private int skipped;

    @Override
    public void add(List<String> references, String prediction, double nullOdds) {
        double bestF1 = 0;
        int bestExact = 0;
        for (String reference : references) {
            bestF1 = Math.max(bestF1, CmrcText.f1(reference, prediction));
            bestExact = Math.max(bestExact, CmrcText.exact(reference, prediction));
        }
        add(new Answered(bestExact, bestF1));
    }

    private void add(Answered question) {
        answered.add(question);
        f1 += question.f1();
        exact += question.exact();
    }

    @Override
    public void addMissing(List<String> references) {
        skipped++;
    }

    @Override
    public Map<String, Number> figures() {
        CmrcScores scores = scores();
        Map<String, Number> figures = new LinkedHashMap<>();
        figures.put("average", scores.average());
        figures.put("f1", scores.f1());
        figures.put("em", scores.exact());
        figures.put("total", scores.total());
        figures.put("skip", scores.skipped());
        return figures;
    }

    /// Those with a prediction.
    @Override
    public int size() {
        return answered.size();
    }

    @Override
    public Map<String, Object> figuresOf(int[] draw) {
        CmrcMetric metric = new CmrcMetric();
        for (int question : draw) {
            metric.add(answered.get(question));
        }
        return new LinkedHashMap<>(metric.figures());
    }

    /// The figures so far.
    public CmrcScores scores() {
        int total = answered.size() + skipped;
        int divisor = Math.max(1, total);
        return new CmrcScores(100.0 * exact / divisor, 100.0 * f1 / divisor, total, skipped);
    }
}
