package org.bert4j.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/// `bert4j finetune TASK`.
@Command(name = "finetune", description = "Train a pre-trained model for a task.")
final class FinetuneCommand implements Runnable {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Which task? There are: " + String.join(", ", spec.subcommands().keySet()));
    }
}
