package org.bert4j.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/// `bert4j doctor plan finetune TASK`: the words that lead to [DoctorPlanTaskCommand].
@Command(
        name = "plan",
        description = "Forecast time and memory of a command on this machine: finetune.")
final class DoctorPlanCommand implements Runnable {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Which command? Write: doctor plan finetune TASK, with the options of finetune"
                        + " TASK");
    }
}
