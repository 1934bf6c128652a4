package org.bert4j.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/// `bert4j predict TASK`.
@Command(name = "predict", description = "Use a trained model.")
final class PredictCommand implements Runnable {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Which task? There are: " + String.join(", ", spec.subcommands().keySet()));
    }
}
