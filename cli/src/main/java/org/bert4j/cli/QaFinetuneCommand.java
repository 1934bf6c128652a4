package org.bert4j.cli;

import org.bert4j.task.QaOptions;
import org.bert4j.trainer.Progress;
import org.bert4j.trainer.QaFineTuning;
import org.bert4j.trainer.RunDirectory;
import org.bert4j.trainer.TrainingOptions;

import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.Callable;

/// `bert4j finetune qa`.
@Command(
        name = "qa",
        sortOptions = false,
        description =
                "Train a model to answer questions with a stretch of a text (SQuAD 1.1, 2.0, CMRC"
                        + " 2018, DRCD).",
        footer = {
            "",
            "Example (the demo leaves this data behind):",
            "  ./bert4j finetune qa --model minilm --output my-model \\",
            "      --train ~/.bert4j/demo/en/train.json --epochs 4 \\",
            "      --learning-rate 4e-4 --max-length 128 --window-step 64 \\",
            "      --max-question-length 32",
            "Then:",
            "  ./bert4j predict qa --model my-model \\",
            "      --question 'Who wrote it?' --context 'Ada wrote it.'"
        })
final class QaFinetuneCommand implements Callable<Integer> {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Mixin private ModelOption model;

    @Option(
            names = "--train",
            required = true,
            arity = "1..*",
            paramLabel = "FILE",
            description = "SQuAD-shaped training files.")
    private List<Path> train;

    @Option(
            names = "--dev",
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "Files to evaluate on; without them a tenth of the training paragraphs is held"
                            + " out.")
    private List<Path> dev = List.of();

    @Option(
            names = "--output",
            required = true,
            paramLabel = "DIR",
            description = "Directory for the run: best/ and last/ are the models.")
    private Path output;

    @Mixin private TrainingFlags training;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "1",
            description = "Train with N seeds, in DIR/seed-*; prints mean and spread.")
    private int seeds;

    @Option(
            names = "--freeze",
            paramLabel = "PART",
            defaultValue = "NOTHING",
            description = "encoder: train the head only.")
    private Freeze freeze;

    @Mixin private QaFlags qa;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Use the first N training questions only.")
    private OptionalInt limit = OptionalInt.empty();

    @ArgGroup private Existing existing = new Existing();

    enum Freeze {
        NOTHING,
        ENCODER
    }

    private static final class Existing {
        @Option(names = "--resume", description = "Go on with the run in DIR.")
        private boolean resume;

        @Option(names = "--overwrite", description = "Replace the run in DIR.")
        private boolean overwrite;
    }

    @Override
    public Integer call() {
        QaFineTuning recipe = recipe();
        if (seeds == 1) {
            return train(recipe, output, new ArrayList<>());
        }
        List<Double> scores = new ArrayList<>();
        for (long seed = training.seed(); seed < training.seed() + seeds; seed++) {
            QaFineTuning seeded = recipe.withTraining(recipe.training().withSeed(seed));
            int code = train(seeded, output.resolve("seed-" + seed), scores);
            if (code != 0) {
                return code;
            }
        }
        System.out.println(spread(scores));
        return 0;
    }

    private QaFineTuning recipe() {
        if (seeds < 1 || limit.orElse(1) < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--seeds and --limit must be at least 1");
        }
        try {
            QaOptions options = qa.options();
            TrainingOptions recipe = training.options(training.seed());
            return new QaFineTuning(
                    model.directory(),
                    train,
                    dev,
                    limit,
                    options,
                    recipe,
                    training.autoPrecision(),
                    freeze == Freeze.ENCODER);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private int train(QaFineTuning recipe, Path directory, List<Double> scores) {
        RunDirectory run = place(directory, scores.isEmpty());
        try (TrainingDisplay display = new TrainingDisplay();
                Interrupt interrupt = new Interrupt()) {
            Progress progress = recipe.run(run, display, interrupt.stop());
            display.finish();
            if (interrupt.stop().isWanted()) {
                System.err.printf(
                        "Stopped after step %d and saved; the same command with --resume goes"
                                + " on.%n",
                        progress.step());
                return Interrupt.EXIT_CODE;
            }
            scores.add(progress.bestScore());
            System.out.printf(
                    Locale.ROOT,
                    "Best F1 %.2f; the model is %s%n",
                    progress.bestScore(),
                    run.best());
            return 0;
        }
    }

    /// With several seeds, a run that was stopped has not begun the later ones.
    private RunDirectory place(Path directory, boolean first) {
        if (existing.resume && (first || Files.exists(directory))) {
            return RunDirectory.resume(directory);
        }
        return existing.overwrite
                ? RunDirectory.overwrite(directory)
                : RunDirectory.create(directory);
    }

    private static String spread(List<Double> scores) {
        double mean = scores.stream().mapToDouble(x -> x).average().orElseThrow();
        double squares = scores.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum();
        double deviation = Math.sqrt(squares / Math.max(1, scores.size() - 1));
        return String.format(
                Locale.ROOT,
                "F1 over %d seeds: mean %.2f, standard deviation %.2f",
                scores.size(),
                mean,
                deviation);
    }
}
