package org.bert4j.task;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.dataset.Labels;
import org.bert4j.dataset.TextExample;
import org.bert4j.feature.TextFeaturizer;
import org.bert4j.feature.TextRow;
import org.bert4j.head.SequenceHead;
import org.bert4j.layer.Dropout;
import org.bert4j.loss.BinaryCrossEntropy;
import org.bert4j.metric.Judged;
import org.bert4j.metric.MultiLabelMetric;
import org.bert4j.metric.Sample;
import org.bert4j.metric.ThresholdFitter;
import org.bert4j.tensor.Tensor;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// BERT with a yes-or-no score for each label on `[CLS]`: `BertForSequenceClassification` with the problem type
/// `multi_label_classification`.
public final class MultiLabelModel implements TaskModel<TextExample, LabelSet> {
    private static final String PROBLEM_TYPE = "multi_label_classification";

    private final Bert bert;
    private final MultiLabelTask task;
    private final List<String> names;
    private final Labels labels;
    private final double[] thresholds;
    private final TextFeaturizer featurizer;
    private final SequenceHead head;

    MultiLabelModel(
            Checkpoint checkpoint,
            MultiLabelTask task,
            List<String> names,
            double[] thresholds,
            long seed) {
        TrainedFor.requireSequences(checkpoint, PROBLEM_TYPE);
        featurizer = task.text().featurizer(checkpoint.tokenizer(), checkpoint.config());
        this.bert = Bert.load(checkpoint, seed);
        this.task = task;
        this.names = names;
        this.thresholds = thresholds;
        labels = new Labels(names);
        head = new SequenceHead(bert.head(), bert.config(), names.size(), SequenceHead.Kind.LINEAR);
    }

    @Override
    public Bert bert() {
        return bert;
    }

    @Override
    public List<TextRow> rows(TextExample example) {
        return TextRows.of(example, featurizer);
    }

    @Override
    public void requireTruth(TextExample example) {
        truth(example);
    }

    private boolean[] truth(TextExample example) {
        boolean[] truth = new boolean[names.size()];
        for (String label : example.labels()) {
            truth[labels.id(label, example.place())] = true;
        }
        return truth;
    }

    @Override
    public Tensor loss(Encoded<TextExample> encoded, Dropout dropout) {
        int count = encoded.items().size();
        float[] targets = new float[count * names.size()];
        for (int i = 0; i < count; i++) {
            boolean[] truth = truth(encoded.items().get(i).example());
            for (int id = 0; id < truth.length; id++) {
                targets[i * truth.length + id] = truth[id] ? 1 : 0;
            }
        }
        return BinaryCrossEntropy.sum(
                logits(encoded, dropout), Tensor.of(targets, count, names.size()));
    }

    @Override
    public List<LabelSet> answers(Encoded<TextExample> encoded) {
        return TensorRows.of(logits(encoded, Dropout.NONE).sigmoid()).stream()
                .map(probabilities -> LabelSet.of(names, probabilities, thresholds))
                .toList();
    }

    private Tensor logits(Encoded<TextExample> encoded, Dropout dropout) {
        return encoded.meanOfRows(head.forward(encoded.sequenceOutput(), dropout));
    }

    @Override
    public Scorer<TextExample, LabelSet> scorer() {
        return new SetScorer();
    }

    /// Also fits the thresholds, which are saved with the model. The figures are those of the fitted thresholds, so the
    /// probabilities are kept until all are known: four bytes for each label of each example.
    @Override
    public Scorer<TextExample, LabelSet> developmentScorer() {
        return new FittingScorer();
    }

    @Override
    public boolean readsFirstTokenOnly() {
        return true;
    }

    @Override
    public void save(Path directory) {
        bert.save(directory, TrainedFor.SEQUENCES, LabelNames.config(names, PROBLEM_TYPE));
        Map<String, Object> saved = new LinkedHashMap<>(task.text().toMap());
        Map<String, Object> byLabel = new LinkedHashMap<>();
        for (int id = 0; id < thresholds.length; id++) {
            byLabel.put(names.get(id), thresholds[id]);
        }
        saved.put("thresholds", byLabel);
        SavedOptions.write(directory, task.name(), saved);
    }

    private class SetScorer implements Scorer<TextExample, LabelSet> {
        private final Judged<MultiLabelMetric> judged =
                new Judged<>(
                        () -> new MultiLabelMetric(names, thresholds), MultiLabelMetric::figures);

        @Override
        public void add(TextExample example, LabelSet answer) {
            add(truth(example), answer.probabilities());
        }

        void add(boolean[] truth, float[] probabilities) {
            judged.add(metric -> metric.add(truth, probabilities));
        }

        @Override
        public Map<String, Object> figures() {
            return judged.figures();
        }

        @Override
        public Sample sample() {
            return judged;
        }

        /// What the thresholds are fitted for, label by label.
        @Override
        public String decisive() {
            return "f1_macro";
        }
    }

    private final class FittingScorer extends SetScorer {
        private final ThresholdFitter fitter = new ThresholdFitter(names.size());

        @Override
        void add(boolean[] truth, float[] probabilities) {
            super.add(truth, probabilities);
            fitter.add(truth, probabilities);
        }

        @Override
        public Map<String, Object> figures() {
            System.arraycopy(fitter.thresholds(), 0, thresholds, 0, thresholds.length);
            return super.figures();
        }
    }
}
