package org.bert4j.cli;

import org.bert4j.tokenizer.BadInputException;
import org.bert4j.tune.study.Studies;
import org.bert4j.tune.study.Study;
import org.bert4j.tune.trial.Trial;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// `bert4j tune best`.
@Command(
        name = "best",
        description = {
            "Train the final model with the best options of a search, with several seeds, and say"
                    + " how they scatter: the best of many trials may owe its score to a lucky"
                    + " seed."
        },
        footer = {"", "Example:", "  ./bert4j tune best my-search --seeds 3 --output my-model"})
final class TuneBestCommand implements Callable<Integer> {
    @Mixin private StudyFlags flags;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "DIR",
            description = "Directory for the runs: seed-*/best are the models.")
    private Path output;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Seeds to train with (default ${DEFAULT-VALUE}).")
    private int seeds;

    @Override
    public Integer call() {
        List<String> words;
        try (Studies studies = flags.open()) {
            Study study = flags.in(studies);
            Trial best =
                    study.best()
                            .orElseThrow(
                                    () ->
                                            new BadInputException(
                                                    "No trial of the search has a score yet; wait"
                                                            + " until one has."));
            System.err.printf(
                    "Trial %d: %s%n", best.number(), Figures.options(best.configuration()));
            words =
                    new ArrayList<>(
                            TrialArguments.of(study.definition())
                                    .words(best.configuration(), output));
        }
        words.addAll(List.of("--seeds", String.valueOf(seeds)));
        String[] arguments = words.toArray(String[]::new);
        return Main.commandLine(CommandTree.of(arguments)).execute(arguments);
    }
}
