package org.bert4j.report;

import org.bert4j.metric.Sample;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Map;

/// Answers that mean nothing by themselves, such as vectors of pairs that are looked for among all others.
final class UnjudgedAnswers implements AnswerKind {
    private int size;

    @Override
    public Verdict judge(JsonNode line) {
        size++;
        return new Verdict("", "", Double.NaN, 0, List.of());
    }

    @Override
    public Sample sample() {
        return new Sample() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public Map<String, Object> figuresOf(int[] draw) {
                return Map.of();
            }
        };
    }
}
