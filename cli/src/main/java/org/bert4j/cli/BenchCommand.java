package org.bert4j.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/// `bert4j bench WHAT`.
@Command(
        name = "bench",
        description = "Measure how fast bert4j is on this machine.",
        subcommands = {
            BenchTokenizerCommand.class,
            BenchFeaturesCommand.class,
            BenchInferCommand.class,
            BenchTrainCommand.class
        },
        footer = {"", "Example:", "  ./bert4j bench tokenizer", "  ./bert4j bench train --json"})
final class BenchCommand implements Runnable {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Measure what? There are: " + String.join(", ", spec.subcommands().keySet()));
    }
}
