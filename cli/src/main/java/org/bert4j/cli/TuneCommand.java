package org.bert4j.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/// `bert4j tune`: the verb above [TuneTaskCommand] and the commands about studies.
@Command(
        name = "tune",
        description = {
            "Search for the options that train a task best.",
            "A trial is a finetune run with these options. Nothing is lost when a search is"
                    + " stopped or killed."
        })
final class TuneCommand implements Runnable {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "What? There are the tasks, and commands about a search: "
                        + String.join(", ", spec.subcommands().keySet()));
    }
}
