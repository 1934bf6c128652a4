package org.bert4j.task;

import org.bert4j.dataset.EntitySpan;
import org.bert4j.dataset.TaggedText;
import org.bert4j.metric.EntityMetric;
import org.bert4j.metric.Judged;
import org.bert4j.metric.Sample;

import java.util.Map;

/// Scores entities; those that no tags can express count as missed.
final class NerScorer implements Scorer<TaggedText, Entities> {
    private final Judged<EntityMetric> sentences =
            new Judged<>(EntityMetric::new, EntityMetric::figures);

    @Override
    public void add(TaggedText example, Entities answer) {
        NerModel.requireTags(example);
        EntityMetric sentence = new EntityMetric();
        sentence.add(example.tags(), answer.tags());
        for (EntitySpan lost : example.unaligned()) {
            sentence.addMissed(lost.type());
        }
        sentences.add(metric -> metric.add(sentence));
    }

    @Override
    public Map<String, Object> figures() {
        return sentences.figures();
    }

    @Override
    public Sample sample() {
        return sentences;
    }

    @Override
    public String decisive() {
        return "f1";
    }
}
