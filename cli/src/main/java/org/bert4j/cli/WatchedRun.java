package org.bert4j.cli;

import org.bert4j.report.RunReport;
import org.bert4j.trainer.Progress;
import org.bert4j.trainer.RunDirectory;
import org.bert4j.trainer.TrainingRecipe;

import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;

/// A training run with its display on stderr, which Ctrl-C ends after the present step.
final class WatchedRun {
    private WatchedRun() {}

    /// Trains, and prints what came of it.
    ///
    /// @param finished hears how far the run came and the losses of its steps, before anything is printed
    /// @return         the exit code
    static int train(
            TrainingRecipe recipe, RunDirectory run, BiConsumer<Progress, List<Double>> finished) {
        try (TrainingDisplay display = new TrainingDisplay();
                Interrupt interrupt = new Interrupt()) {
            Progress progress = recipe.run(run, display, interrupt.stop());
            display.finish();
            finished.accept(progress, display.losses());
            Path page = RunReport.finish(run.root());
            if (interrupt.stop().isWanted()) {
                System.err.printf(
                        "Stopped after step %d and saved; the same command with --resume goes"
                                + " on.%n",
                        progress.step());
                return Interrupt.EXIT_CODE;
            }
            System.out.printf(
                    "Best %s; the model is %s%n",
                    Figures.format(progress.decisive(), progress.bestScore()), run.best());
            System.err.println("Charts, figures with intervals, mistakes: " + page);
            return 0;
        }
    }
}
