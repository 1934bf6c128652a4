package org.bert4j.task;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.checkpoint.SentenceFiles;
import org.bert4j.dataset.Columns;
import org.bert4j.dataset.ExampleStream;
import org.bert4j.dataset.TableShape;
import org.bert4j.dataset.TextExample;
import org.bert4j.dataset.TextFiles;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Sentence embeddings: texts that mean the same get vectors that point the same way (Reimers and Gurevych 2019).
///
/// @param columns where the data have texts and scores
/// @param text    how texts become rows
/// @param loss    what the data say of texts
public record EmbedTask(Columns columns, TextOptions text, Loss loss)
        implements TextTask<Embeddings> {
    public static final EmbedTask DEFAULT =
            new EmbedTask(Columns.DETECT, TextOptions.DEFAULT, Loss.COSINE);

    /// What is learnt from.
    public enum Loss {
        /// Pairs with a score from 0 (unlike) to 1 (alike) or to 5: the squared error of the cosine.
        COSINE(TableShape.SCORED_PAIR),
        /// Pairs that belong together, perhaps with a third text that does not: each text has to find its partner among
        /// those of the batch.
        CONTRASTIVE(TableShape.PAIR_OR_TRIPLET);

        private final TableShape shape;

        Loss(TableShape shape) {
            this.shape = shape;
        }

        /// The name on the command line.
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public EmbedTask {
        text.requireOneRow("embed");
    }

    @Override
    public String name() {
        return "embed";
    }

    @Override
    public Map<String, Object> options() {
        Map<String, Object> all = TextTask.super.options();
        all.put("loss", loss.toString());
        return all;
    }

    @Override
    public EmbedTask withText(TextOptions value) {
        return new EmbedTask(columns, value, loss);
    }

    @Override
    public ExampleStream<TextExample> open(List<Path> files) {
        return TextFiles.open(files, columns, loss.shape);
    }

    @Override
    public Object truth(TextExample example) {
        return example.labels();
    }

    @Override
    public Map<String, Object> json(TextExample example, Embeddings answer) {
        Map<String, Object> json = new LinkedHashMap<>();
        if (answer.vectors().size() == 2) {
            json.put("cosine", answer.cosine());
        }
        json.put("vectors", answer.vectors());
        return json;
    }

    /// Without the vectors, which would fill the disk.
    @Override
    public Map<String, Object> line(TextExample example, Embeddings answer) {
        Map<String, Object> line = TextTask.super.line(example, answer);
        line.remove("vectors");
        return line;
    }

    @Override
    public EmbedModel create(Checkpoint checkpoint, List<TextExample> training, long seed) {
        double largest =
                loss == Loss.COSINE
                        ? training.stream().mapToDouble(TextExample::score).max().orElse(1)
                        : 1;
        return new EmbedModel(checkpoint, this, pooling(checkpoint), Math.max(1, largest), seed);
    }

    @Override
    public EmbedModel load(Checkpoint checkpoint) {
        EmbedTask saved =
                SavedOptions.read(
                        checkpoint,
                        name(),
                        withText(text.within(checkpoint.config())),
                        json -> withText(TextOptions.of(json)));
        return TrainedFor.requireTrained(
                new EmbedModel(checkpoint, saved, pooling(checkpoint), 1, 0));
    }

    /// What the checkpoint says of itself, else the mean.
    private static Pooling pooling(Checkpoint checkpoint) {
        return SentenceFiles.poolsCls(checkpoint) ? Pooling.CLS : Pooling.MEAN;
    }
}
