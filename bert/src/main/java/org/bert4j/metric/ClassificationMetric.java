package org.bert4j.metric;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Figures of a task with one label per text: classification, inference, paraphrase, choice.
///
/// They equal those of scikit-learn: `accuracy_score`, `f1_score`, `precision_score` and
/// `recall_score` with `zero_division=0`, `matthews_corrcoef` (for more than two classes the R_K of
/// Gorodkin 2004; 0 where it is undefined) and `confusion_matrix`. "Macro" is the mean over the
/// labels that occur in the truth or in the predictions. The memory depends on the number of labels
/// only.
public final class ClassificationMetric {
    private final List<String> labels;
    private final long[][] confusion;
    private long total;

    /// @param labels the names of the labels; a label is its place in this list. Of exactly two, the
    ///   second is the positive one
    public ClassificationMetric(List<String> labels) {
        this.labels = List.copyOf(labels);
        this.confusion = new long[labels.size()][labels.size()];
    }

    /// Counts one example.
    ///
    /// @throws IndexOutOfBoundsException if there is no such label
    public void add(int truth, int predicted) {
        confusion[truth][predicted]++;
        total++;
    }

    /// The number of examples so far.
    public long total() {
        return total;
    }

    /// The number of examples by label, a row per true label and a column per predicted one.
    public long[][] confusion() {
        return Arrays.stream(confusion).map(long[]::clone).toArray(long[][]::new);
    }

    /// The figures so far: `accuracy`, `f1_macro`, `f1_micro`, `precision_macro`, `recall_macro`,
    /// `matthews`, `total`; for two labels also `precision`, `recall`, `f1` of the second; then
    /// `per_class` and `confusion`. All but the counts are fractions.
    public Map<String, Object> figures() {
        List<Counts> counts = IntStream.range(0, labels.size()).mapToObj(this::counts).toList();
        List<Counts> occurring = counts.stream().filter(Counts::occurs).toList();
        Counts all = Counts.sum(counts);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("accuracy", all.recall());
        figures.put("f1_macro", Counts.mean(occurring, Counts::f1));
        figures.put("f1_micro", all.f1());
        figures.put("precision_macro", Counts.mean(occurring, Counts::precision));
        figures.put("recall_macro", Counts.mean(occurring, Counts::recall));
        figures.put("matthews", matthews());
        figures.put("total", total);
        if (labels.size() == 2) {
            putPositive(figures, counts.get(1));
        }
        figures.put("per_class", table(labels, counts));
        figures.put("confusion", confusion());
        return figures;
    }

    private static void putPositive(Map<String, Object> figures, Counts positive) {
        figures.put("precision", positive.precision());
        figures.put("recall", positive.recall());
        figures.put("f1", positive.f1());
    }

    /// A row of figures per label.
    static Map<String, Object> table(List<String> labels, List<Counts> counts) {
        Map<String, Object> table = new LinkedHashMap<>();
        for (int label = 0; label < labels.size(); label++) {
            table.put(labels.get(label), counts.get(label).row());
        }
        return table;
    }

    private Counts counts(int label) {
        Counts counts = new Counts();
        counts.add(confusion[label][label], predicted(label), expected(label));
        return counts;
    }

    private long expected(int label) {
        return Arrays.stream(confusion[label]).sum();
    }

    private long predicted(int label) {
        return Arrays.stream(confusion).mapToLong(row -> row[label]).sum();
    }

    /// The correlation of truth and prediction, from the sums of rows and columns of the table.
    private double matthews() {
        double right = 0;
        double together = 0;
        double squaredTruth = 0;
        double squaredPrediction = 0;
        for (int label = 0; label < labels.size(); label++) {
            double truth = expected(label);
            double prediction = predicted(label);
            right += confusion[label][label];
            together += truth * prediction;
            squaredTruth += truth * truth;
            squaredPrediction += prediction * prediction;
        }
        double square = (double) total * total;
        double variances = (square - squaredTruth) * (square - squaredPrediction);
        return variances == 0 ? 0 : (right * total - together) / Math.sqrt(variances);
    }
}
