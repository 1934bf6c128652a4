package org.bert4j.metric;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Figures of a task with any number of labels per text.
///
/// A label is predicted when its probability reaches its threshold (`>=`). The figures equal those
/// of scikit-learn on the table of decisions: `f1_score`, `precision_score`, `recall_score` with
/// `zero_division=0` (a text without labels and without predictions has the sample F1 0),
/// `accuracy_score` (a text counts if all its labels are right) and `hamming_loss` (the fraction of
/// wrong decisions). "Macro" is the mean over all labels, also those that never occur. The memory
/// depends on the number of labels only.
public final class MultiLabelMetric {
    private final List<String> labels;
    private final double[] thresholds;
    private final List<Counts> counts;
    private double sampleF1;
    private long wholeRight;
    private long wrong;
    private long total;

    /// Every threshold is 0.5.
    public MultiLabelMetric(List<String> labels) {
        this(labels, labels.stream().mapToDouble(label -> 0.5).toArray());
    }

    /// @param thresholds one per label, as a [ThresholdFitter] finds them
    public MultiLabelMetric(List<String> labels, double[] thresholds) {
        checkLength("thresholds", thresholds.length, labels.size());
        this.labels = List.copyOf(labels);
        this.thresholds = thresholds.clone();
        this.counts = Stream.generate(Counts::new).limit(labels.size()).toList();
    }

    /// Counts one text; both arrays have an element per label.
    public void add(boolean[] truth, float[] probabilities) {
        checkLength("true labels", truth.length, labels.size());
        checkLength("probabilities", probabilities.length, labels.size());
        Counts sample = new Counts();
        int mistakes = 0;
        for (int label = 0; label < truth.length; label++) {
            boolean predicted = probabilities[label] >= thresholds[label];
            counts.get(label).decide(truth[label], predicted);
            sample.decide(truth[label], predicted);
            mistakes += predicted == truth[label] ? 0 : 1;
        }
        sampleF1 += sample.f1();
        wholeRight += mistakes == 0 ? 1 : 0;
        wrong += mistakes;
        total++;
    }

    static void checkLength(String what, int length, int labels) {
        if (length != labels) {
            throw new IllegalArgumentException(
                    "There are %d %s for %d labels; give one per label."
                            .formatted(length, what, labels));
        }
    }

    /// The number of texts so far.
    public long total() {
        return total;
    }

    /// The thresholds in use.
    public double[] thresholds() {
        return thresholds.clone();
    }

    /// The figures so far: `f1_micro`, `f1_macro`, `f1_samples`, `precision_micro`, `recall_micro`,
    /// `subset_accuracy`, `hamming_loss`, `total` and `per_class`, fractions all but the counts.
    public Map<String, Object> figures() {
        Counts all = Counts.sum(counts);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("f1_micro", all.f1());
        figures.put("f1_macro", Counts.mean(counts, Counts::f1));
        figures.put("f1_samples", total == 0 ? 0.0 : sampleF1 / total);
        figures.put("precision_micro", all.precision());
        figures.put("recall_micro", all.recall());
        figures.put("subset_accuracy", Counts.ratio(wholeRight, total));
        figures.put("hamming_loss", Counts.ratio(wrong, total * labels.size()));
        figures.put("total", total);
        figures.put("per_class", ClassificationMetric.table(labels, counts));
        return figures;
    }
}
