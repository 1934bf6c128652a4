package org.bert4j.cli;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.encoder.BertConfig;
import org.bert4j.task.Freeze;
import org.bert4j.trainer.FineTuning;
import org.bert4j.trainer.RunDirectory;
import org.bert4j.trainer.Split;

import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;

/// `bert4j finetune TASK`, for every task: what differs is the mixin of the task's own options. [DoctorPlanTaskCommand]
/// has the same options and trains nothing.
@Command(sortOptions = false)
class FinetuneTaskCommand implements Callable<Integer> {
    private final TrainedTask task;

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Mixin private ModelOption model;

    @Option(
            names = "--train",
            required = true,
            arity = "1..*",
            paramLabel = "FILE",
            description = "Training files.")
    private List<Path> train;

    @Option(
            names = "--dev",
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "Files to evaluate on; without them a tenth of the training data is held out.")
    private List<Path> dev = List.of();

    @Option(
            names = "--output",
            required = true,
            paramLabel = "DIR",
            description = "Directory for the run: best/ and last/ are the models.")
    private Path output;

    @Mixin private TrainingFlags training;

    @ArgGroup private Repeats repeats = new Repeats();

    private static final class Repeats {
        @Option(
                names = "--seeds",
                paramLabel = "N",
                defaultValue = "1",
                description =
                        "Train with N seeds, in DIR/seed-*, and print mean and spread (default 1).")
        private int seeds = 1;

        @Option(
                names = "--folds",
                paramLabel = "K",
                description =
                        "Cross-validation for small data: train K times, in DIR/fold-*, each time"
                                + " evaluating on another part and training on the rest; print mean"
                                + " and spread.")
        private OptionalInt folds = OptionalInt.empty();
    }

    @Option(
            names = "--freeze",
            paramLabel = "PART",
            description =
                    "What stays as it is: nothing (default); embeddings; a number such as 4: the"
                            + " embeddings and the first 4 layers; or encoder: only the head is"
                            + " trained, which is fast, and wants a higher --learning-rate.")
    private Freeze freeze = Freeze.NOTHING;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Use the first N training examples only.")
    private OptionalInt limit = OptionalInt.empty();

    @ArgGroup private ExistingRun existing = new ExistingRun();

    @Mixin private DeviceOption device;

    FinetuneTaskCommand(TrainedTask task) {
        this.task = task;
    }

    /// One training of several.
    private record Repeat(String place, UnaryOperator<FineTuning> change) {}

    @Override
    public Integer call() {
        FineTuning recipe = recipe();
        List<Repeat> all = repeats();
        if (all.isEmpty()) {
            return train(recipe, output, new ArrayList<>());
        }
        List<Double> scores = new ArrayList<>();
        for (Repeat one : all) {
            System.err.printf("%n%s of %d runs%n", one.place, all.size());
            int code = train(one.change.apply(recipe), output.resolve(one.place), scores);
            if (code != 0) {
                return code;
            }
        }
        System.out.println(spread(scores));
        return 0;
    }

    /// What is trained, or the first training of several.
    final FineTuning firstRecipe() {
        FineTuning recipe = recipe();
        List<Repeat> all = repeats();
        return all.isEmpty() ? recipe : all.getFirst().change.apply(recipe);
    }

    /// How many trainings there are.
    final int trainings() {
        return Math.max(1, repeats().size());
    }

    final Path output() {
        return output;
    }

    private List<Repeat> repeats() {
        List<Repeat> all = new ArrayList<>();
        int folds = repeats.folds.orElse(0);
        for (int i = 0; i < folds; i++) {
            Split fold = new Split.Fold(i, folds);
            all.add(new Repeat("fold-" + (i + 1), recipe -> recipe.withSplit(fold)));
        }
        for (int i = 0; repeats.seeds > 1 && i < repeats.seeds; i++) {
            long seed = training.seed() + i;
            all.add(
                    new Repeat(
                            "seed-" + seed,
                            recipe -> recipe.withTraining(recipe.training().withSeed(seed))));
        }
        return all;
    }

    private FineTuning recipe() {
        if (repeats.seeds < 1 || limit.orElse(1) < 1 || repeats.folds.orElse(2) < 2) {
            throw usage("--seeds and --limit must be at least 1, --folds at least 2");
        }
        if (repeats.folds.isPresent() && !dev.isEmpty()) {
            throw usage("--folds evaluates on parts of the training data; leave out --dev");
        }
        try {
            FineTuning usual = usual(model.directory());
            FineTuning recipe =
                    usual.withTrain(train)
                            .withDev(dev)
                            .withFreeze(freeze)
                            .withTraining(training.options(usual.training()));
            recipe = limit.isPresent() ? recipe.withLimit(limit.getAsInt()) : recipe;
            return training.precision().map(recipe::withPrecision).orElse(recipe);
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
    }

    /// A length that nobody has chosen gives way to a model with fewer positions.
    private FineTuning usual(Path directory) {
        BertConfig config = Checkpoint.config(directory);
        int length = spec.findOption("--max-length").getValue();
        boolean chosen = spec.commandLine().getParseResult().hasMatchedOption("--max-length");
        if (chosen || length <= config.maxPositions()) {
            return task.recipe(directory, train.getFirst());
        }
        System.err.printf(
                "The model has %1$d positions, so --max-length is %1$d instead of %2$d%n",
                config.maxPositions(), length);
        return task.recipe(directory, train.getFirst(), config);
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private int train(FineTuning recipe, Path directory, List<Double> scores) {
        RunDirectory run = place(directory, scores.isEmpty());
        return WatchedRun.train(recipe, run, (progress, _) -> scores.add(progress.bestScore()));
    }

    /// With several runs, one that was stopped has not begun the later ones, and one that was killed may have left a
    /// directory that is no run yet.
    private RunDirectory place(Path directory, boolean first) {
        boolean notBegun = existing.isResumed() && !first && !RunDirectory.holdsRun(directory);
        return notBegun ? existing.fresh(directory) : existing.place(directory);
    }

    private static String spread(List<Double> scores) {
        double mean = scores.stream().mapToDouble(x -> x).average().orElseThrow();
        double squares = scores.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum();
        double deviation = Math.sqrt(squares / Math.max(1, scores.size() - 1));
        return String.format(
                Locale.ROOT,
                "Best scores of %d runs: mean %.4f, standard deviation %.4f",
                scores.size(),
                mean,
                deviation);
    }
}
