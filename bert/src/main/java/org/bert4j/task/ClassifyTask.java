package org.bert4j.task;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.dataset.Columns;
import org.bert4j.dataset.ExampleStream;
import org.bert4j.dataset.Labels;
import org.bert4j.dataset.TableShape;
import org.bert4j.dataset.TextExample;
import org.bert4j.dataset.TextFiles;
import org.bert4j.head.SequenceHead;

import tools.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// One label for a text or a pair of texts (Devlin et al. 2019, section 4.1): sentiment, topics, paraphrases, natural
/// language inference.
///
/// @param kind           which figures, and whether texts come in pairs
/// @param columns        where the data have texts and labels
/// @param text           how texts become rows
/// @param head           what turns the pooled vector into scores
/// @param weights        how much each class counts in the loss
/// @param labelSmoothing share of the truth that is spread over all labels, in [0, 1)
public record ClassifyTask(
        Kind kind,
        Columns columns,
        TextOptions text,
        SequenceHead.Kind head,
        ClassWeights weights,
        double labelSmoothing)
        implements TextTask<Classification> {
    /// The usual options: one text or a pair, its labels found in the data.
    public static final ClassifyTask DEFAULT = of(Kind.CLASSIFY);

    /// All kinds are saved under one name, so that any of them opens any.
    static final String FILE = "classify";

    /// Of a calibrated model, in that file.
    static final String TEMPERATURE = "temperature";

    /// What is classified.
    public enum Kind {
        /// A text, or a pair of texts.
        CLASSIFY(TableShape.LABELLED_TEXT_OR_PAIR),
        /// Whether a premise entails a hypothesis.
        NLI(TableShape.INFERENCE_PAIR),
        /// Whether two texts mean the same.
        PAIRS(TableShape.LABELLED_PAIR);

        private final TableShape shape;

        Kind(TableShape shape) {
            this.shape = shape;
        }

        /// What the rows of its data hold.
        public TableShape shape() {
            return shape;
        }
    }

    public ClassifyTask {
        if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
            throw new IllegalArgumentException(
                    "labelSmoothing must lie in [0, 1), not " + labelSmoothing);
        }
    }

    /// The usual options of one kind.
    public static ClassifyTask of(Kind kind) {
        return new ClassifyTask(
                kind,
                Columns.DETECT,
                TextOptions.DEFAULT,
                SequenceHead.Kind.LINEAR,
                ClassWeights.NONE,
                0);
    }

    @Override
    public ClassifyTask withText(TextOptions value) {
        return new ClassifyTask(kind, columns, value, head, weights, labelSmoothing);
    }

    @Override
    public String name() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Map<String, Object> options() {
        Map<String, Object> all = TextTask.super.options();
        all.putAll(savedOptions());
        all.put("class_weights", weights.toString());
        all.put("label_smoothing", labelSmoothing);
        return all;
    }

    /// Those that prediction needs.
    Map<String, Object> savedOptions() {
        Map<String, Object> saved = new LinkedHashMap<>(text.toMap());
        saved.put("head", head.name().toLowerCase(Locale.ROOT));
        return saved;
    }

    private ClassifyTask withSaved(JsonNode json) {
        return new ClassifyTask(
                kind,
                columns,
                TextOptions.of(json),
                SequenceHead.Kind.valueOf(json.get("head").stringValue().toUpperCase(Locale.ROOT)),
                weights,
                labelSmoothing);
    }

    @Override
    public ExampleStream<TextExample> open(List<Path> files) {
        return TextFiles.open(files, columns, kind.shape);
    }

    @Override
    public Map<String, Object> json(TextExample example, Classification answer) {
        return answer.toMap();
    }

    @Override
    public ClassifyModel create(Checkpoint checkpoint, List<TextExample> training, long seed) {
        Labels ofData = Labels.of(training.iterator());
        Labels labels = new Labels(LabelNames.toTrain(checkpoint, ofData.names()));
        long[] counts = new long[labels.names().size()];
        training.forEach(example -> counts[labels.id(example)]++);
        return new ClassifyModel(
                checkpoint, this, labels, weights.of(labels.names(), counts), 1, seed);
    }

    @Override
    public ClassifyModel load(Checkpoint checkpoint) {
        Labels labels = new Labels(LabelNames.of(checkpoint));
        ClassifyTask saved =
                SavedOptions.read(
                        checkpoint,
                        FILE,
                        withText(text.within(checkpoint.config())),
                        this::withSaved);
        double temperature =
                SavedOptions.read(
                        checkpoint, FILE, 1.0, json -> json.path(TEMPERATURE).asDouble(1));
        return TrainedFor.requireTrained(
                new ClassifyModel(checkpoint, saved, labels, new float[0], temperature, 0));
    }
}
