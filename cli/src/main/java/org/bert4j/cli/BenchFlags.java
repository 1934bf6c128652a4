package org.bert4j.cli;

import org.bert4j.bench.Effort;
import org.bert4j.bench.Report;
import org.bert4j.starters.Starters;

import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.function.Supplier;

/// What all benchmarks are told alike: the model, how long to measure, and how to print.
final class BenchFlags {
    @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
    private CommandLine.Model.CommandSpec command;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            defaultValue = "minilm",
            description =
                    "A model's directory, that of a training run, or a starter (default"
                            + " ${DEFAULT-VALUE}, which is fetched once).")
    private String model;

    @Option(names = "--offline", description = "Never open a connection.")
    private boolean offline;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            description = "Work unmeasured for so long first.")
    private Double warmup;

    @Option(
            names = "--repetitions",
            paramLabel = "N",
            description = "Measure so many times at most.")
    private OptionalInt repetitions = OptionalInt.empty();

    @Option(
            names = "--seconds",
            paramLabel = "SECONDS",
            description = "Begin no further repetition after so long, once there are three.")
    private Double seconds;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    /// The model's directory; a starter is fetched if need be.
    Path model() {
        return Starters.resolve(model, new PullDisplay(), offline);
    }

    /// @param usual what holds where the user has said nothing
    Effort effort(Effort usual) {
        return new Effort(
                warmup == null ? usual.warmupSeconds() : warmup,
                repetitions.orElse(usual.repetitions()),
                seconds == null ? usual.seconds() : seconds);
    }

    /// What the options make, if they are sensible.
    <T> T checked(Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    void print(Report report) {
        if (json) {
            System.out.println(Json.line(report.toMap()));
        } else {
            report.lines().forEach(System.out::println);
        }
    }
}
