package org.bert4j.cli;

import org.bert4j.dataset.TableShape;
import org.bert4j.head.SequenceHead;
import org.bert4j.task.ClassWeights;
import org.bert4j.task.Classification;
import org.bert4j.task.ClassifyTask;
import org.bert4j.task.ClassifyTask.Kind;

import picocli.CommandLine.Option;

import java.util.List;
import java.util.Locale;

/// `classify`, `nli` and `pairs`.
final class ClassifyFlags implements TextFlags<Classification> {
    private final Kind kind;

    private final JudgedColumnFlags columns = new JudgedColumnFlags();
    private final LengthFlags length = new LengthFlags();
    private final LossFlags loss = new LossFlags();

    private static final class LossFlags {
        @Option(
                names = "--head",
                paramLabel = "H",
                description = "linear: one dense layer (default); mlp: a hidden layer before it.")
        private SequenceHead.Kind head = SequenceHead.Kind.LINEAR;

        @Option(
                names = "--class-weights",
                paramLabel = "W",
                description =
                        "What an example of each class counts in the loss: none (default),"
                                + " balanced, or spam=3,ham=1.")
        private ClassWeights weights = ClassWeights.NONE;

        @Option(
                names = "--label-smoothing",
                paramLabel = "S",
                description = "Share of the truth spread over all labels (default 0).")
        private double labelSmoothing = 0;
    }

    ClassifyFlags(Kind kind) {
        this.kind = kind;
    }

    @Override
    public String name() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String description() {
        return switch (kind) {
            case CLASSIFY -> "One label for a text or a pair of texts: sentiment, topic.";
            case NLI -> "Whether a premise entails a hypothesis, contradicts it, or neither.";
            case PAIRS -> "Whether two texts mean the same (labels 0 and 1).";
        };
    }

    @Override
    public String data() {
        boolean foldersWork = kind == Kind.CLASSIFY;
        return TextInput.TABLES + (foldersWork ? TextInput.FOLDERS : "");
    }

    @Override
    public List<String> refused() {
        return List.of();
    }

    @Override
    public List<String> example() {
        return new HelpExample(name(), "train.tsv", exampleData(), exampleTexts()).lines();
    }

    private List<String> exampleData() {
        return switch (kind) {
            case CLASSIFY ->
                    List.of(
                            "printf 'a fine film\\tgood\\nwhat a bore\\tbad\\n' > train.tsv",
                            "printf 'splendid\\tgood\\nawful\\tbad\\n' >> train.tsv");
            case NLI ->
                    List.of(
                            "printf 'premise\\thypothesis\\tlabel\\n' > train.tsv",
                            "printf 'A man sleeps.\\tHe is awake.\\tcontradiction\\n' >> train.tsv",
                            "printf 'A man sleeps.\\tHe is resting.\\tentailment\\n' >> train.tsv",
                            "printf 'A man sleeps.\\tHe is old.\\tneutral\\n' >> train.tsv");
            case PAIRS ->
                    List.of(
                            "printf 'How old are you?\\tWhat is your age?\\t1\\n' > train.tsv",
                            "printf 'How old are you?\\tWhere do you live?\\t0\\n' >> train.tsv");
        };
    }

    private List<String> exampleTexts() {
        return switch (kind) {
            case CLASSIFY -> List.of("--text 'a splendid film'");
            case NLI -> List.of("--text 'A man sleeps.'", "--pair 'Nobody is awake.'");
            case PAIRS -> List.of("--text 'What is your age?'", "--pair 'How old are you?'");
        };
    }

    @Override
    public List<Object> dataOptions() {
        return List.of(columns);
    }

    @Override
    public List<Object> trainingOptions() {
        return List.of(length, loss);
    }

    @Override
    public ClassifyTask task() {
        return new ClassifyTask(
                kind,
                columns.columns(""),
                length.options(),
                loss.head,
                loss.weights,
                loss.labelSmoothing);
    }

    @Override
    public TableShape shape() {
        return kind.shape().unlabelled();
    }

    @Override
    public String line(Classification answer) {
        return Answers.scored(answer);
    }
}
