package org.bert4j.metric;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Figures of named entity recognition, as seqeval computes them: an entity is right if its type and
/// both ends are.
///
/// `precision`, `recall`, `f1` are seqeval's default mode, which is that of conlleval: an entity may
/// begin with I. The strict ones are its strict mode under the scheme IOB2, which wants a B (or, in
/// IOBES and BMES, an S) at the beginning; so they mean little for IOB1 and IOE, which write most
/// entities without it. The memory depends on the number of types only.
public final class EntityMetric {
    private final Map<String, Counts> byType = new TreeMap<>();
    private final Counts strict = new Counts();
    private long tokens;
    private long rightTokens;

    /// Counts one sentence: a true and a predicted tag per token, such as "B-PER" or "O".
    ///
    /// @throws IllegalArgumentException for lists of different lengths and for unknown tags
    public void add(List<String> truth, List<String> predicted) {
        if (truth.size() != predicted.size()) {
            throw new IllegalArgumentException(
                    "A sentence has %d true tags and %d predicted ones; give one of each per token."
                            .formatted(truth.size(), predicted.size()));
        }
        addLenient(TaggedEntity.lenient(truth), TaggedEntity.lenient(predicted));
        addStrict(TaggedEntity.strict(truth), TaggedEntity.strict(predicted));
        for (int i = 0; i < truth.size(); i++) {
            rightTokens += truth.get(i).equals(predicted.get(i)) ? 1 : 0;
        }
        tokens += truth.size();
    }

    /// Counts a true entity that no tags can express, for instance one inside another: it is
    /// missed, in both modes.
    public void addMissed(String type) {
        counts(type).add(0, 0, 1);
        strict.add(0, 0, 1);
    }

    /// Counts what another metric has counted.
    public void add(EntityMetric other) {
        other.byType.forEach((type, counts) -> counts(type).add(counts));
        strict.add(other.strict);
        tokens += other.tokens;
        rightTokens += other.rightTokens;
    }

    private void addLenient(Set<TaggedEntity> truth, Set<TaggedEntity> predicted) {
        truth.forEach(
                entity -> counts(entity.type()).add(predicted.contains(entity) ? 1 : 0, 0, 1));
        predicted.forEach(entity -> counts(entity.type()).add(0, 1, 0));
    }

    private void addStrict(Set<TaggedEntity> truth, Set<TaggedEntity> predicted) {
        long right = truth.stream().filter(predicted::contains).count();
        strict.add(right, predicted.size(), truth.size());
    }

    private Counts counts(String type) {
        return byType.computeIfAbsent(type, name -> new Counts());
    }

    /// The number of true entities so far, by the default mode.
    public long total() {
        return Counts.sum(byType.values()).expected();
    }

    /// The figures so far: `precision`, `recall`, `f1` over all entities, `f1_macro` (the mean over
    /// types that occur in truth or prediction), `precision_strict`, `recall_strict`, `f1_strict`,
    /// `accuracy` (of tags), `total` (true entities) and `per_type`. All but the counts are
    /// fractions.
    public Map<String, Object> figures() {
        Counts all = Counts.sum(byType.values());
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("precision", all.precision());
        figures.put("recall", all.recall());
        figures.put("f1", all.f1());
        figures.put("f1_macro", Counts.mean(byType.values(), Counts::f1));
        figures.put("precision_strict", strict.precision());
        figures.put("recall_strict", strict.recall());
        figures.put("f1_strict", strict.f1());
        figures.put("accuracy", Counts.ratio(rightTokens, tokens));
        figures.put("total", all.expected());
        Map<String, Object> table = new LinkedHashMap<>();
        byType.forEach((type, counts) -> table.put(type, counts.row()));
        figures.put("per_type", table);
        return figures;
    }
}
