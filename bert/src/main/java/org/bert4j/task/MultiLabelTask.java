package org.bert4j.task;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.dataset.Columns;
import org.bert4j.dataset.ExampleStream;
import org.bert4j.dataset.Labels;
import org.bert4j.dataset.TableShape;
import org.bert4j.dataset.TextExample;
import org.bert4j.dataset.TextFiles;
import org.bert4j.tokenizer.BadInputException;

import tools.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Any number of labels for a text or a pair: each label is a question of its own.
///
/// @param columns        where the data have texts and labels, and what parts the labels of one cell
/// @param labelNames     names for labels that the data write as numbers, by number; empty: as written
/// @param text           how texts become rows
public record MultiLabelTask(Columns columns, List<String> labelNames, TextOptions text)
        implements TextTask<LabelSet> {
    /// Labels of one cell are parted by commas.
    public static final MultiLabelTask DEFAULT =
            new MultiLabelTask(
                    Columns.DETECT.withLabelSeparator(","), List.of(), TextOptions.DEFAULT);

    /// Saved thresholds, in the options of a model.
    private static final String THRESHOLDS = "thresholds";

    /// A threshold before any was fitted.
    private static final double UNDECIDED = 0.5;

    public MultiLabelTask {
        labelNames = List.copyOf(labelNames);
    }

    @Override
    public String name() {
        return "multilabel";
    }

    @Override
    public Map<String, Object> options() {
        Map<String, Object> all = TextTask.super.options();
        if (!labelNames.isEmpty()) {
            all.put("label_names", labelNames);
        }
        return all;
    }

    @Override
    public MultiLabelTask withText(TextOptions value) {
        return new MultiLabelTask(columns, labelNames, value);
    }

    @Override
    public ExampleStream<TextExample> open(List<Path> files) {
        return TextFiles.open(files, columns, TableShape.MULTI_LABELLED_TEXT_OR_PAIR)
                .map(this::named);
    }

    private TextExample named(TextExample example) {
        List<String> names =
                example.labels().stream().map(label -> named(label, example.place())).toList();
        return new TextExample(example.place(), example.texts(), names, example.others());
    }

    private String named(String label, String place) {
        if (labelNames.isEmpty() || labelNames.contains(label)) {
            return label;
        }
        if (!label.matches("\\d{1,6}") || Integer.parseInt(label) >= labelNames.size()) {
            throw new BadInputException(
                    "%s: the label \"%s\" is no number from 0 to %d, and none of the names given; fix the row or the names."
                            .formatted(place, label, labelNames.size() - 1));
        }
        return labelNames.get(Integer.parseInt(label));
    }

    @Override
    public Object truth(TextExample example) {
        return example.labels();
    }

    @Override
    public Map<String, Object> json(TextExample example, LabelSet answer) {
        Map<String, Object> scores = new LinkedHashMap<>();
        answer.scores().forEach(scored -> scores.put(scored.label(), scored.probability()));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("labels", answer.labels());
        json.put("scores", scores);
        return json;
    }

    @Override
    public MultiLabelModel create(Checkpoint checkpoint, List<TextExample> training, long seed) {
        List<String> ofData =
                labelNames.isEmpty() ? Labels.of(training.iterator()).names() : labelNames;
        List<String> names = LabelNames.toTrain(checkpoint, ofData);
        return new MultiLabelModel(checkpoint, this, names, thresholds(checkpoint, names), seed);
    }

    @Override
    public MultiLabelModel load(Checkpoint checkpoint) {
        List<String> names = LabelNames.of(checkpoint);
        MultiLabelTask saved =
                SavedOptions.read(
                        checkpoint,
                        name(),
                        withText(text.within(checkpoint.config())),
                        json -> withText(TextOptions.of(json)));
        return TrainedFor.requireTrained(
                new MultiLabelModel(checkpoint, saved, names, thresholds(checkpoint, names), 0));
    }

    /// Those saved with a model, else [#UNDECIDED] for all.
    private double[] thresholds(Checkpoint checkpoint, List<String> names) {
        double[] thresholds = new double[names.size()];
        Arrays.fill(thresholds, UNDECIDED);
        return SavedOptions.read(
                checkpoint,
                name(),
                thresholds,
                json -> {
                    readThresholds(json.get(THRESHOLDS), names, thresholds);
                    return thresholds;
                });
    }

    /// Those a model was saved with, by label; none if it is not one of this task.
    ///
    /// @param directory of the model
    /// @throws BadInputException if its options are damaged
    public static Map<String, Double> savedThresholds(Path directory) {
        return SavedOptions.read(
                directory,
                DEFAULT.name(),
                Map.of(),
                json -> {
                    Map<String, Double> saved = new LinkedHashMap<>();
                    json.path(THRESHOLDS)
                            .properties()
                            .forEach(
                                    entry ->
                                            saved.put(entry.getKey(), entry.getValue().asDouble()));
                    return saved;
                });
    }

    private static void readThresholds(JsonNode json, List<String> names, double[] thresholds) {
        for (int id = 0; id < thresholds.length; id++) {
            JsonNode threshold = json.get(names.get(id));
            if (threshold == null || !threshold.isNumber()) {
                throw new BadInputException(
                        "there is no threshold for the label \"%s\"".formatted(names.get(id)));
            }
            thresholds[id] = threshold.doubleValue();
        }
    }
}
