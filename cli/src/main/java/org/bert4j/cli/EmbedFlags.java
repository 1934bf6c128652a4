package org.bert4j.cli;

import org.bert4j.task.EmbedTask;
import org.bert4j.task.Embeddings;

import picocli.CommandLine.Option;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// `embed`.
final class EmbedFlags implements TextFlags<Embeddings> {
    private final JudgedColumnFlags columns = new JudgedColumnFlags();
    private final LengthFlags length = new LengthFlags();
    private final LossFlag loss = new LossFlag();

    private static final class LossFlag {
        @Option(
                names = "--loss",
                paramLabel = "L",
                description =
                        "What the data are: cosine: pairs with a score (default); contrastive:"
                                + " pairs that belong together, or triplets.")
        private EmbedTask.Loss loss = EmbedTask.Loss.COSINE;
    }

    @Override
    public String name() {
        return "embed";
    }

    @Override
    public String description() {
        return "Vectors for texts: those that mean the same point the same way.";
    }

    @Override
    public String data() {
        return TextInput.TABLES;
    }

    @Override
    public List<String> example() {
        return new HelpExample(
                        name(),
                        "train.tsv",
                        List.of(
                                "printf 'A man sings.\\tSomeone is singing.\\t4.8\\n' > train.tsv",
                                "printf 'A man sings.\\tA dog sleeps.\\t0.2\\n' >> train.tsv"),
                        List.of("--text 'A man sings.'", "--pair 'Somebody makes music.'"))
                .lines();
    }

    @Override
    public List<Object> dataOptions() {
        return List.of(columns, loss);
    }

    @Override
    public List<Object> trainingOptions() {
        return List.of(length);
    }

    @Override
    public EmbedTask task() {
        return new EmbedTask(columns.columns(""), length.options(), loss.loss);
    }

    /// The cosine of a pair, the vector of a single text.
    @Override
    public String line(Embeddings answer) {
        return answer.vectors().size() == 2
                ? String.format(Locale.ROOT, "%.4f", answer.cosine())
                : Arrays.toString(answer.vectors().getFirst());
    }
}
