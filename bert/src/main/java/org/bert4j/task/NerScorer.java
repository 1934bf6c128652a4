package org.bert4j.task;

import org.bert4j.dataset.EntitySpan;
import org.bert4j.dataset.TaggedText;
import org.bert4j.metric.EntityMetric;

import java.util.Map;

/// Scores entities; those that no tags can express count as missed.
final class NerScorer implements Scorer<TaggedText, Entities> {
    private final EntityMetric metric = new EntityMetric();

    @Override
    public void add(TaggedText example, Entities answer) {
        NerModel.requireTags(example);
        metric.add(example.tags(), answer.tags());
        for (EntitySpan lost : example.unaligned()) {
            metric.addMissed(lost.type());
        }
    }

    @Override
    public Map<String, Object> figures() {
        return metric.figures();
    }

    @Override
    public String decisive() {
        return "f1";
    }
}
