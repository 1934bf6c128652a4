package org.bert4j.cli;

import org.bert4j.trainer.RunRecord;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;

/// `bert4j runs show`.
@Command(
        name = "show",
        description = "Show a training run: options, plan, evaluations and the loss.",
        footer = {"", "Example:", "  ./bert4j runs show my-model"})
final class RunsShowCommand implements Runnable {
    @Parameters(paramLabel = "RUN", description = "Directory of the run.")
    private Path directory;

    @Override
    public void run() {
        RunRecord run = RunRecord.read(directory);
        System.out.printf("%-22s %s%n", "task", run.task());
        System.out.printf("%-22s %s%n", "started", run.started());
        run.options().forEach((name, value) -> System.out.printf("%-22s %s%n", name, value));
        run.plan().forEach((name, value) -> System.out.printf("plan: %-16s %s%n", name, value));
        for (RunRecord.Evaluated evaluated : run.evaluations()) {
            System.out.printf(
                    "Step %d: %s%s%n",
                    evaluated.step(),
                    Figures.format(evaluated.decisive(), evaluated.score()),
                    evaluated.best() ? "  (best so far)" : "");
        }
        if (run.losses().size() > 1) {
            System.out.println(
                    LossPlot.draw(run.losses().stream().map(RunRecord.Loss::loss).toList()));
        }
    }
}
