package org.bert4j.task;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.dataset.Labels;
import org.bert4j.dataset.TextExample;
import org.bert4j.feature.TextFeaturizer;
import org.bert4j.feature.TextRow;
import org.bert4j.head.SequenceHead;
import org.bert4j.layer.Dropout;
import org.bert4j.loss.CrossEntropy;
import org.bert4j.tensor.Tensor;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// BERT with a classifier on `[CLS]`, as published under `BertForSequenceClassification`.
public final class ClassifyModel
        implements TaskModel<TextExample, Classification>, LabelDistribution<TextExample> {
    private static final String PROBLEM_TYPE = "single_label_classification";

    private final Bert bert;
    private final ClassifyTask task;
    private final Labels labels;
    private final TextFeaturizer featurizer;
    private final SequenceHead head;
    private final CrossEntropy.Options loss;
    private final double temperature;

    /// @param weights     of the classes in the loss; none: all alike
    /// @param temperature that logits are divided by for probabilities
    ClassifyModel(
            Checkpoint checkpoint,
            ClassifyTask task,
            Labels labels,
            float[] weights,
            double temperature,
            long seed) {
        TrainedFor.requireSequences(checkpoint, PROBLEM_TYPE);
        featurizer = task.text().featurizer(checkpoint.tokenizer(), checkpoint.config());
        this.bert = Bert.load(checkpoint, seed);
        this.task = task;
        this.labels = labels;
        this.temperature = temperature;
        head = new SequenceHead(bert.head(), bert.config(), labels.names().size(), task.head());
        loss = new CrossEntropy.Options(weights, task.labelSmoothing());
    }

    @Override
    public Bert bert() {
        return bert;
    }

    public Labels labels() {
        return labels;
    }

    @Override
    public List<TextRow> rows(TextExample example) {
        return TextRows.of(example, featurizer);
    }

    @Override
    public void requireTruth(TextExample example) {
        labels.id(example);
    }

    /// Whoever always answers the same is right on data of one class.
    @Override
    public void requireTelling(Iterator<TextExample> development) {
        DistinctTruths.require(development, labels::id);
    }

    @Override
    public double weight(Item<TextExample> item) {
        return loss.weights().length == 0 ? 1 : loss.weights()[labels.id(item.example())];
    }

    @Override
    public Tensor loss(Encoded<TextExample> encoded, Dropout dropout) {
        return loss(logits(encoded, dropout), encoded.items());
    }

    @Override
    public Tensor loss(Tensor logits, List<Item<TextExample>> items) {
        long[] truth = items.stream().mapToLong(item -> labels.id(item.example())).toArray();
        return CrossEntropy.sum(logits, Tensor.of(truth, truth.length), loss);
    }

    @Override
    public List<Classification> answers(Encoded<TextExample> encoded) {
        return TensorRows.of(logits(encoded, Dropout.NONE)).stream()
                .map(logits -> Classification.ofLogits(labels.names(), logits, temperature))
                .toList();
    }

    @Override
    public Tensor logits(Encoded<TextExample> encoded, Dropout dropout) {
        return encoded.meanOfRows(head.forward(encoded.sequenceOutput(), dropout));
    }

    @Override
    public Scorer<TextExample, Classification> scorer() {
        return new ClassifyScorer(labels, task.kind());
    }

    @Override
    public Optional<Calibrator<TextExample, Classification>> calibrator() {
        return Optional.of(
                new Calibrator<>(
                        task.savedOptions(),
                        (example, answer) -> Calibrator.judged(answer, labels.id(example))));
    }

    @Override
    public boolean readsFirstTokenOnly() {
        return true;
    }

    @Override
    public void save(Path directory) {
        bert.save(directory, TrainedFor.SEQUENCES, LabelNames.config(labels.names(), PROBLEM_TYPE));
        Map<String, Object> options = task.savedOptions();
        if (temperature != 1) {
            options.put(ClassifyTask.TEMPERATURE, temperature);
        }
        SavedOptions.write(directory, ClassifyTask.FILE, options);
    }
}
