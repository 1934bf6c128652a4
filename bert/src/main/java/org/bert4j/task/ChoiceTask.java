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

/// Multiple choice: which of some texts goes best with a prompt (SWAG; Devlin et al. 2019, section 4.4).
///
/// @param columns where the data have prompt, choices and the right one
/// @param text    how texts become rows
public record ChoiceTask(Columns columns, TextOptions text) implements TextTask<Classification> {
    public static final ChoiceTask DEFAULT = new ChoiceTask(Columns.DETECT, TextOptions.DEFAULT);

    public ChoiceTask {
        text.requireOneRow("choice");
    }

    @Override
    public String name() {
        return "choice";
    }

    @Override
    public ChoiceTask withText(TextOptions value) {
        return new ChoiceTask(columns, value);
    }

    @Override
    public ExampleStream<TextExample> open(List<Path> files) {
        return TextFiles.open(files, columns, TableShape.CHOICES);
    }

    @Override
    public Map<String, Object> json(TextExample example, Classification answer) {
        Map<String, Object> json = answer.toMap();
        json.put("choice", answer.best().id());
        return json;
    }

    @Override
    public ChoiceModel create(Checkpoint checkpoint, List<TextExample> training, long seed) {
        return new ChoiceModel(checkpoint, this, seed);
    }

    @Override
    public ChoiceModel load(Checkpoint checkpoint) {
        ChoiceTask saved =
                SavedOptions.read(
                        checkpoint,
                        name(),
                        withText(text.within(checkpoint.config())),
                        json -> withText(TextOptions.of(json)));
        return TrainedFor.requireTrained(new ChoiceModel(checkpoint, saved, 0));
    }
}
