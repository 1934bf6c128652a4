package org.bert4j.cli;

import org.bert4j.report.RunReport;
import org.bert4j.trainer.RunRecord;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;

/// `bert4j runs show`.
@Command(
        name = "show",
        description = "Show a training run: options, plan, evaluations and the loss.",
        footer = {"", "Example:", "  ./bert4j runs show my-model --html my-model.html"})
final class RunsShowCommand implements Runnable {
    @Parameters(paramLabel = "RUN", description = "Directory of the run.")
    private Path directory;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description =
                    "Write a page instead, which opens without a network: curves, figures with"
                            + " intervals, confusions, calibration, and the mistakes the model was"
                            + " surest of. Training leaves the same in DIR/report.html.")
    private Path html;

    @Override
    public void run() {
        if (html != null) {
            RunReport.of(directory).write(html);
            System.out.println("Wrote " + html);
            return;
        }
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
