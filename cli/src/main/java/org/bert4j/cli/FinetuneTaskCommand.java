package org.bert4j.cli;

import org.bert4j.trainer.FineTuning;
import org.bert4j.trainer.Length;
import org.bert4j.trainer.RunDirectory;
import org.bert4j.trainer.Split;

import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/// `bert4j finetune TASK`, for every task. [DoctorPlanTaskCommand] has the same options and trains nothing.
@Command(sortOptions = false)
class FinetuneTaskCommand extends TrainingTaskCommand {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--budget",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description =
                    "Wall time instead of --epochs, such as 90s, 10m or 1h30m, evaluations and"
                            + " saves included; the learning rate follows the clock.")
    private Duration budget;

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

    FinetuneTaskCommand(TrainedTask task) {
        super(task);
    }

    /// One training of several.
    private record Repeat(String place, UnaryOperator<FineTuning> change) {}

    @Override
    public Integer call() {
        FineTuning recipe = budgeted();
        List<Repeat> all = repeats();
        if (all.isEmpty()) {
            return train(recipe, output(), new ArrayList<>());
        }
        List<Double> scores = new ArrayList<>();
        for (Repeat one : all) {
            System.err.printf("%n%s of %d runs%n", one.place, all.size());
            int code = train(one.change.apply(recipe), output().resolve(one.place), scores);
            if (code != 0) {
                return code;
            }
        }
        System.out.println(spread(scores));
        return 0;
    }

    /// What is trained, or the first training of several.
    final FineTuning firstRecipe() {
        FineTuning recipe = budgeted();
        List<Repeat> all = repeats();
        return all.isEmpty() ? recipe : all.getFirst().change.apply(recipe);
    }

    /// How many trainings there are.
    final int trainings() {
        return Math.max(1, repeats().size());
    }

    private FineTuning budgeted() {
        if (budget == null) {
            return recipe();
        }
        if (spec.commandLine().getParseResult().hasMatchedOption("--epochs")) {
            throw usage("--epochs and --budget both say how long; leave one of them out");
        }
        FineTuning recipe = recipe();
        return recipe.withTraining(recipe.training().withLength(new Length.Time(budget)));
    }

    private List<Repeat> repeats() {
        if (repeats.seeds < 1 || repeats.folds.orElse(2) < 2) {
            throw usage("--seeds must be at least 1, --folds at least 2");
        }
        if (repeats.folds.isPresent() && hasDevelopmentFiles()) {
            throw usage("--folds evaluates on parts of the training data; leave out --dev");
        }
        List<Repeat> all = new ArrayList<>();
        int folds = repeats.folds.orElse(0);
        for (int i = 0; i < folds; i++) {
            Split fold = new Split.Fold(i, folds);
            all.add(new Repeat("fold-" + (i + 1), recipe -> recipe.withSplit(fold)));
        }
        for (int i = 0; repeats.seeds > 1 && i < repeats.seeds; i++) {
            long seed = seed() + i;
            all.add(
                    new Repeat(
                            "seed-" + seed,
                            recipe -> recipe.withTraining(recipe.training().withSeed(seed))));
        }
        return all;
    }

    private int train(FineTuning recipe, Path directory, List<Double> scores) {
        RunDirectory run = place(directory, scores.isEmpty());
        return WatchedRun.train(recipe, run, (progress, _) -> scores.add(progress.bestScore()));
    }

    /// With several runs, one that was stopped has not begun the later ones, and one that was killed may have left a
    /// directory that is no run yet.
    private RunDirectory place(Path directory, boolean first) {
        boolean notBegun = existing().isResumed() && !first && !RunDirectory.holdsRun(directory);
        return notBegun ? existing().fresh(directory) : existing().place(directory);
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
