package org.bert4j.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/// `bert4j vocab WHAT`.
@Command(
        name = "vocab",
        description =
                "Learn a vocabulary from text, see how one fits a text, add words to a model.",
        subcommands = {
            VocabTrainCommand.class,
            VocabInspectCommand.class,
            VocabExtendCommand.class
        },
        footer = {
            "",
            "Example:",
            "  ./bert4j vocab train --input README.md --size 1000 --output vocab.txt"
        })
final class VocabCommand implements Runnable {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Do what? There are: " + String.join(", ", spec.subcommands().keySet()));
    }
}
