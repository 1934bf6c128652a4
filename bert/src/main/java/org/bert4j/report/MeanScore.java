package org.bert4j.report;

import org.bert4j.metric.Sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The mean of a score, under a name.
final class MeanScore implements Sample {
    private final String name;
    private final List<Double> scores = new ArrayList<>();

    MeanScore(String name) {
        this.name = name;
    }

    void add(double score) {
        scores.add(score);
    }

    @Override
    public int size() {
        return scores.size();
    }

    @Override
    public Map<String, Object> figuresOf(int[] draw) {
        return Map.of(name, Arrays.stream(draw).mapToDouble(scores::get).average().orElse(0));
    }
}
