package org.bert4j.task;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.dataset.Columns;
import org.bert4j.dataset.ExampleStream;
import org.bert4j.dataset.TableShape;
import org.bert4j.dataset.TextExample;
import org.bert4j.dataset.TextFiles;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A number for a text or a pair, such as the similarity of two sentences (STS-B).
///
/// @param columns where the data have texts and scores
/// @param text    how texts become rows
public record RegressTask(Columns columns, TextOptions text) implements TextTask<Double> {
    public static final RegressTask DEFAULT = new RegressTask(Columns.DETECT, TextOptions.DEFAULT);

    @Override
    public String name() {
        return "regress";
    }

    @Override
    public RegressTask withText(TextOptions value) {
        return new RegressTask(columns, value);
    }

    @Override
    public ExampleStream<TextExample> open(List<Path> files) {
        return TextFiles.open(files, columns, TableShape.SCORED_TEXT_OR_PAIR);
    }

    @Override
    public Object truth(TextExample example) {
        return example.score();
    }

    @Override
    public Map<String, Object> json(TextExample example, Double answer) {
        return Map.of("score", answer);
    }

    @Override
    public RegressModel create(Checkpoint checkpoint, List<TextExample> training, long seed) {
        return new RegressModel(checkpoint, this, seed);
    }

    @Override
    public RegressModel load(Checkpoint checkpoint) {
        RegressTask saved =
                SavedOptions.read(
                        checkpoint,
                        name(),
                        withText(text.within(checkpoint.config())),
                        json -> withText(TextOptions.of(json)));
        return TrainedFor.requireTrained(new RegressModel(checkpoint, saved, 0));
    }
}
