package org.bert4j.cli;

import org.bert4j.tokenizer.BadInputException;
import org.bert4j.trainer.FineTuning;
import org.bert4j.trainer.Forecast;
import org.bert4j.trainer.Stop;
import org.bert4j.trainer.TrainingListener;
import org.bert4j.tune.TrialDirectories;
import org.bert4j.tune.Worker;
import org.bert4j.tune.space.Parameter;
import org.bert4j.tune.space.SearchSpace;
import org.bert4j.tune.study.Studies;
import org.bert4j.tune.study.Study;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.UsageMessageSpec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.ListResourceBundle;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `bert4j tune TASK`: has the options of `finetune TASK`, which all trials share, and those of the search.
@Command(sortOptions = false)
final class TuneTaskCommand extends TrainingTaskCommand {
    /// Options of `finetune TASK` that are not the trials' own.
    private static final Set<String> OF_THE_RUN =
            Set.of("--output", "--resume", "--overwrite", "--debug");

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Mixin private SearchFlags search;

    /// What the help says of an option of `finetune TASK` that means something else here, by its name.
    private static final class OtherWords extends ListResourceBundle {
        @Override
        protected Object[][] getContents() {
            return new Object[][] {
                {
                    "output",
                    "Directory of the search: its trials, of which the best keeps its model;"
                            + " studies.mv.db, unless there is a --storage; report.html."
                }
            };
        }
    }

    TuneTaskCommand(TrainedTask task) {
        super(task);
    }

    /// Changes the help of `finetune TASK` into that of its search.
    static void describe(CommandLine line) {
        describe(
                line,
                "Here the options that train it best are searched: each trial is a finetune run.",
                "tune",
                "--search 'learning-rate=log(1e-5,1e-3)' --trials 9");
        line.setResourceBundle(new OtherWords());
        UsageMessageSpec usage = line.getCommandSpec().usageMessage();
        usage.footer(
                Arrays.stream(usage.footer())
                        .map(each -> each.replaceFirst("--learning-rate \\S+ ", "")) // searched
                        .toArray(String[]::new));
    }

    @Override
    public Integer call() {
        if (search.trials().orElse(1) < 1) {
            throw usage("--trials must be at least 1");
        }
        if (search.workers() < 1) {
            throw usage("--workers must be at least 1");
        }
        TrialArguments arguments = new TrialArguments(taskName(), sharedArguments());
        SearchSpace space = space(arguments);
        return existing().isResumed() ? resume(space) : begin(arguments, space);
    }

    /// What is searched, once it is certain that a trial understands it.
    SearchSpace space() {
        return space(new TrialArguments(taskName(), sharedArguments()));
    }

    private SearchSpace space(TrialArguments arguments) {
        SearchSpace space = search.space();
        requireOptions(space, arguments);
        return space;
    }

    private int resume(SearchSpace space) {
        if (!mayHoldStudy()) {
            throw nothingToResume();
        }
        try (Studies studies = studies()) {
            Study study = studies.find(search.study()).orElseThrow(this::nothingToResume);
            return search(goOn(study, space));
        }
    }

    private BadInputException nothingToResume() {
        return new BadInputException(
                "%s holds no search \"%s\" to resume; start one without --resume."
                        .formatted(place(), search.study()));
    }

    private int begin(TrialArguments arguments, SearchSpace space) {
        if (mayHoldStudy()) {
            requireNoStudy();
        }
        Optional<Forecast> trial = forecast(arguments, space);
        if (trial.isEmpty()) {
            return Interrupt.EXIT_CODE;
        }
        requireMemory(trial.get());
        try (Studies studies = studies()) {
            studies.delete(search.study());
            new TrialDirectories(output()).delete();
            return search(create(studies, arguments, space, trial.get()));
        }
    }

    /// Found out before anything is measured.
    private void requireNoStudy() {
        try (Studies studies = studies()) {
            if (studies.find(search.study()).isPresent() && !existing().isOverwritten()) {
                throw new BadInputException(
                        "%s holds a search \"%s\" already; go on with it with --resume, replace it with --overwrite, or choose another --output."
                                .formatted(place(), search.study()));
            }
        }
    }

    private List<String> sharedArguments() {
        Set<String> others = new HashSet<>(OF_THE_RUN);
        spec.mixins().get("search").options().forEach(option -> others.add(option.longestName()));
        return TrialArguments.shared(spec.commandLine().getParseResult(), others);
    }

    /// Each value of each option is tried on the command line of a trial, so that no trial fails for a wrong word.
    private void requireOptions(SearchSpace space, TrialArguments arguments) {
        for (Parameter parameter : space.parameters()) {
            String option = "--" + parameter.name();
            if (arguments.shared().contains(option)) {
                throw usage(option + " is searched and given; leave one of the two out");
            }
            parameter
                    .domain()
                    .samples()
                    .forEach(value -> requireOption(parameter, value, space, arguments));
        }
    }

    /// Some options belong to others, which may be searched as well.
    private void requireOption(
            Parameter parameter, String value, SearchSpace space, TrialArguments arguments) {
        Map<String, String> alone = Map.of(parameter.name(), value);
        try {
            arguments.recipe(alone);
        } catch (IllegalArgumentException e) {
            Map<String, String> together = new LinkedHashMap<>();
            space.parameters()
                    .forEach(
                            each ->
                                    together.put(
                                            each.name(),
                                            each.domain().samples().findFirst().orElseThrow()));
            together.putAll(alone);
            if (!isPossible(together, arguments)) {
                throw usage(
                        "%s=%s cannot be searched: %s"
                                .formatted(parameter.name(), value, e.getMessage()));
            }
        }
    }

    private static boolean isPossible(Map<String, String> options, TrialArguments arguments) {
        try {
            arguments.recipe(options);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private boolean mayHoldStudy() {
        return search.storage().isPresent() || StudyFlags.holdsStudies(output());
    }

    private Studies studies() {
        return search.storage()
                .map(Studies::at)
                .orElseGet(() -> Studies.inFile(StudyFlags.file(output())));
    }

    /// Where the study is, for messages.
    private String place() {
        return search.storage().isPresent() ? "The database" : output().toString();
    }

    /// A study that was begun can get more trials, and nothing else.
    private Study goOn(Study study, SearchSpace space) {
        if (!study.definition().search().equals(space.texts())) {
            throw new BadInputException(
                    "The search \"%s\" began with other --search options: %s; go on with these, or begin another with another --output."
                            .formatted(
                                    study.name(), String.join(" ", study.definition().search())));
        }
        search.trials().ifPresent(study::want);
        return study;
    }

    /// Measures what a whole trial takes.
    ///
    /// @return empty if the user has stopped it
    private Optional<Forecast> forecast(TrialArguments arguments, SearchSpace space) {
        FineTuning middle = middle(arguments, space);
        try (Interrupt interrupt = new Interrupt()) {
            return middle.forecast(new TrainingListener() {}, interrupt.stop());
        }
    }

    private FineTuning middle(TrialArguments arguments, SearchSpace space) {
        Map<String, String> options = space.configuration(parameter -> parameter.domain().at(0.5));
        try {
            return arguments.recipe(options);
        } catch (IllegalArgumentException e) {
            throw usage(
                    "%s is in the middle of the search and cannot be trained: %s"
                            .formatted(Figures.options(options), e.getMessage()));
        }
    }

    private static double seconds(Forecast trial) {
        return trial.time().total();
    }

    /// Says what will be done, and writes it into the database.
    private Study create(
            Studies studies, TrialArguments arguments, SearchSpace space, Forecast trial) {
        int trials = search.trials(seconds(trial));
        double runs = search.scheduler().expectedRuns(trials);
        System.err.printf(
                Locale.ROOT,
                "A whole trial takes about %s: %,d steps, %s%n",
                Figures.duration(seconds(trial)),
                trial.steps().steps(),
                precision(trial));
        System.err.printf(
                Locale.ROOT,
                "%s: as much as %.1f whole ones, about %s%n",
                search.description(trials),
                runs,
                Figures.duration(runs * seconds(trial)));
        List<String> shared = withPrecision(arguments.shared(), trial);
        return studies.create(
                search.study(),
                search.definition(taskName(), shared, space, seed(), output()),
                trials);
    }

    private static String precision(Forecast trial) {
        return trial.plan().precision().name().toLowerCase(Locale.ROOT);
    }

    /// What was measured once holds for all trials.
    private static List<String> withPrecision(List<String> shared, Forecast trial) {
        if (shared.contains("--precision")) {
            return shared;
        }
        List<String> words = new ArrayList<>(shared);
        words.addAll(List.of("--precision", precision(trial)));
        return words;
    }

    private void requireMemory(Forecast trial) {
        long memory = trial.needs().memory().orElse(0);
        long available = DoctorMemory.read().available();
        if (search.workers() > 1 && search.workers() * memory > available) {
            throw new BadInputException(
                    "%d trials at a time take about %s of memory, and %s are available; take fewer --workers."
                            .formatted(
                                    search.workers(),
                                    DoctorReport.gibibytes(search.workers() * memory),
                                    DoctorReport.gibibytes(available)));
        }
    }

    private void work(Study study, TuneDisplay display, Stop stop) {
        if (search.workers() == 1) {
            TrialArguments trials = TrialArguments.of(study.definition());
            new Worker(WorkerName.ofThisProcess(), study, trials, display, stop).run();
            return;
        }
        List<String> place =
                search.storage()
                        .map(url -> List.of("--storage", url))
                        .orElseGet(() -> List.of(output().toString()));
        List<String> arguments = new ArrayList<>(place);
        arguments.addAll(List.of("--study", study.name()));
        try (WorkerProcesses workers =
                WorkerProcesses.start(search.workers(), arguments, output())) {
            workers.await(stop, display::look);
        }
    }

    private int search(Study study) {
        try (TuneDisplay display = new TuneDisplay(study);
                Interrupt interrupt = new Interrupt();
                Deadline deadline = new Deadline(search.budget(), interrupt.stop())) {
            work(study, display, deadline.stop());
            if (interrupt.stop().isWanted()) {
                System.err.println("Stopped and saved; the same command with --resume goes on.");
                return Interrupt.EXIT_CODE;
            }
        }
        StudySummary summary = new StudySummary(study);
        summary.print();
        Path report = output().resolve("report.html");
        summary.write(report);
        System.out.println("Charts: " + report);
        return 0;
    }
}
