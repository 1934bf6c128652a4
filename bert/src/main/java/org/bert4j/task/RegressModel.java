package org.bert4j.task;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.dataset.TextExample;
import org.bert4j.feature.TextFeaturizer;
import org.bert4j.feature.TextRow;
import org.bert4j.head.SequenceHead;
import org.bert4j.layer.Dropout;
import org.bert4j.loss.SquaredError;
import org.bert4j.metric.CorrelationMetric;
import org.bert4j.metric.Sample;
import org.bert4j.tensor.Tensor;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// BERT with one number on `[CLS]`: `BertForSequenceClassification` with one label and the problem type `regression`.
public final class RegressModel implements TaskModel<TextExample, Double> {
    private final Bert bert;
    private final RegressTask task;
    private final TextFeaturizer featurizer;
    private final SequenceHead head;

    RegressModel(Checkpoint checkpoint, RegressTask task, long seed) {
        TrainedFor.requireScore(checkpoint);
        featurizer = task.text().featurizer(checkpoint.tokenizer(), checkpoint.config());
        this.bert = Bert.load(checkpoint, seed);
        this.task = task;
        head = new SequenceHead(bert.head(), bert.config(), 1, SequenceHead.Kind.LINEAR);
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
        example.score();
    }

    /// No correlation is defined with scores that are all the same.
    @Override
    public void requireTelling(Iterator<TextExample> development) {
        DistinctTruths.require(development, TextExample::score);
    }

    @Override
    public Tensor loss(Encoded<TextExample> encoded, Dropout dropout) {
        List<Item<TextExample>> items = encoded.items();
        float[] truth = new float[items.size()];
        for (int i = 0; i < truth.length; i++) {
            truth[i] = (float) items.get(i).example().score();
        }
        return SquaredError.sum(scores(encoded, dropout), Tensor.of(truth, truth.length));
    }

    @Override
    public List<Double> answers(Encoded<TextExample> encoded) {
        return TensorRows.of(scores(encoded, Dropout.NONE).reshape(-1, 1)).stream()
                .map(row -> row[0])
                .toList();
    }

    /// @return `[items]`
    private Tensor scores(Encoded<TextExample> encoded, Dropout dropout) {
        return encoded.meanOfRows(head.forward(encoded.sequenceOutput(), dropout)).reshape(-1);
    }

    @Override
    public Scorer<TextExample, Double> scorer() {
        return new CorrelationScorer();
    }

    @Override
    public boolean readsFirstTokenOnly() {
        return true;
    }

    @Override
    public void save(Path directory) {
        bert.save(
                directory, TrainedFor.SEQUENCES, LabelNames.config(List.of("score"), "regression"));
        SavedOptions.write(directory, task.name(), task.text().toMap());
    }

    private static final class CorrelationScorer implements Scorer<TextExample, Double> {
        private final CorrelationMetric metric = new CorrelationMetric();

        @Override
        public void add(TextExample example, Double answer) {
            metric.add(example.score(), answer);
        }

        @Override
        public Map<String, Object> figures() {
            return metric.figures();
        }

        @Override
        public Sample sample() {
            return metric;
        }

        @Override
        public String decisive() {
            return "spearman";
        }
    }
}
