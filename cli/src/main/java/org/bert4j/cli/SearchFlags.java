package org.bert4j.cli;

import org.bert4j.tokenizer.BadInputException;
import org.bert4j.tune.scheduler.Scheduler;
import org.bert4j.tune.space.Parameter;
import org.bert4j.tune.space.SearchSpace;
import org.bert4j.tune.space.SearchText;
import org.bert4j.tune.space.SpaceFile;
import org.bert4j.tune.study.Objective;
import org.bert4j.tune.study.StudyDefinition;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// The options of a search: what is searched, how, and for how long.
final class SearchFlags {
    private static final int USUAL_TRIALS = 20;

    @Option(
            names = "--search",
            arity = "1..*",
            preprocessor = SeveralValues.class,
            paramLabel = "OPTION=VALUES",
            description =
                    "An option and its values: learning-rate=log(1e-5,1e-4), warmup=0.0..0.2,"
                            + " epochs=2..4, batch-size=8|16|32; 'head-learning-rate=log(1e-4,1e-2)"
                            + " if freeze=encoder'.")
    private List<String> search = List.of();

    @Option(
            names = "--space",
            paramLabel = "FILE",
            description = "The same from a YAML file: a line such as epochs: 2..4 for each option.")
    private Path space;

    @Option(
            names = "--sampler",
            paramLabel = "S",
            defaultValue = "TPE",
            description =
                    "How values are chosen: tpe (default) learns from earlier trials; random;"
                            + " sobol, spread evenly; grid, all combinations.")
    private StudyDefinition.SamplerName sampler;

    @Option(
            names = "--scheduler",
            paramLabel = "S",
            defaultValue = "ASHA",
            description =
                    "Which trials end early: asha (default), two of three at a ninth of the run,"
                            + " and again at a third; hyperband; median; none.")
    private StudyDefinition.SchedulerName scheduler;

    @ArgGroup private HowMuch howMuch = new HowMuch();

    private static final class HowMuch {
        @Option(names = "--trials", paramLabel = "N", description = "Trials in all (default 20).")
        private OptionalInt trials = OptionalInt.empty();

        @Option(
                names = "--budget",
                paramLabel = "TIME",
                converter = DurationConverter.class,
                description = "Wall time, such as 30m: as many trials as fit.")
        private Duration budget;
    }

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Trials at a time, each in a process of its own with its share of the processor"
                            + " (default 1: the same seed gives the same search, bit for bit).")
    private int workers;

    @Option(
            names = "--metric",
            split = ",",
            paramLabel = "FIGURE",
            description =
                    "Figure of the evaluation that decides (default: as finetune prints). Of"
                            + " several, such as accuracy,latency, the first one decides which"
                            + " trials end early, and all models that no other beats in everything"
                            + " are kept; latency is how long an evaluation takes.")
    private List<String> metrics = List.of();

    @Option(
            names = "--study",
            paramLabel = "NAME",
            defaultValue = "study",
            description = "Name in the database (default ${DEFAULT-VALUE}).")
    private String study;

    @Option(
            names = "--storage",
            paramLabel = "JDBC",
            description =
                    "Database of the study, such as jdbc:postgresql://host/db?user=me&password=pw,"
                            + " where tune worker on other machines reaches it (default: a file in"
                            + " DIR).")
    private String storage;

    /// Its name.
    String study() {
        return study;
    }

    /// The database; empty: a file in the output directory.
    Optional<String> storage() {
        return Optional.ofNullable(storage);
    }

    /// @throws BadInputException if the file cannot be read, or a line cannot be understood
    SearchSpace space() {
        List<Parameter> parameters = new ArrayList<>();
        if (space != null) {
            requireFile(space);
            parameters.addAll(SpaceFile.read(space));
        }
        search.forEach(line -> parameters.add(SearchText.parse(line)));
        return new SearchSpace(parameters);
    }

    private static void requireFile(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new BadInputException(
                    "--space %s %s; give a YAML file with a line such as \"epochs: 2..4\"."
                            .formatted(file, Files.exists(file) ? "is no file" : "does not exist"));
        }
    }

    /// The number of trials that the user has given.
    OptionalInt trials() {
        return howMuch.trials;
    }

    /// Empty: there is no end but that of the trials.
    Optional<Duration> budget() {
        return Optional.ofNullable(howMuch.budget);
    }

    /// As many as were asked for, or as fit into the budget.
    ///
    /// @param secondsOfRun what a whole trial takes
    int trials(double secondsOfRun) {
        if (howMuch.budget == null) {
            return howMuch.trials.orElse(USUAL_TRIALS);
        }
        int trials = 1;
        while (scheduler().expectedRuns(trials + 1) * secondsOfRun <= howMuch.budget.toSeconds()) {
            trials++;
        }
        return trials;
    }

    /// Trials at a time.
    int workers() {
        return workers;
    }

    Scheduler scheduler() {
        return scheduler.scheduler();
    }

    /// `20 trials by tpe, ...`
    String description(int trials) {
        return "%d trials by %s, %s"
                .formatted(
                        trials, sampler.name().toLowerCase(Locale.ROOT), scheduler().description());
    }

    /// @param arguments that all trials share
    /// @param directory where they are trained
    StudyDefinition definition(
            String task, List<String> arguments, SearchSpace searched, long seed, Path directory) {
        List<Objective> objectives =
                metrics.isEmpty()
                        ? List.of(Objective.SCORE)
                        : metrics.stream().distinct().map(Objective::of).toList();
        return new StudyDefinition(
                task,
                arguments,
                searched.texts(),
                sampler,
                scheduler,
                objectives,
                seed,
                directory.toAbsolutePath().normalize().toString());
    }
}
