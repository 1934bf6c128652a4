package org.bert4j.cli;

import me.tongfei.progressbar.ProgressBar;

import org.bert4j.evaluate.Evaluation;
import org.bert4j.tensor.NativeMemory;
import org.bert4j.trainer.TrainingListener;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Shows a training run on stderr: a bar with step, loss, learning rate, examples a second, time left and memory.
final class TrainingDisplay implements TrainingListener, AutoCloseable {
    private static final double SMOOTHING = 0.9;

    private final List<Double> losses = new ArrayList<>();
    private ProgressBar bar;
    private double smoothedLoss = Double.NaN;
    private long resumedAt;
    private long totalSteps;
    private long examples;
    private double seconds;

    @Override
    public void started(long step, long totalSteps) {
        this.totalSteps = totalSteps;
        resumedAt = step;
        bar =
                totalSteps > 0
                        ? Bars.items("Training", totalSteps, "steps")
                        : Bars.count("Training", "steps"); // the clock ends it
        bar.stepTo(step);
    }

    @Override
    public void step(Step step) {
        if (losses.isEmpty() && resumedAt > 0) {
            say("Going on after step %d of %d".formatted(resumedAt, totalSteps));
        }
        losses.add(step.loss());
        smoothedLoss =
                Double.isNaN(smoothedLoss)
                        ? step.loss()
                        : SMOOTHING * smoothedLoss + (1 - SMOOTHING) * step.loss();
        examples += step.examples();
        seconds += step.seconds();
        bar.setExtraMessage(
                String.format(
                        Locale.ROOT,
                        " loss %.3f, rate %.1e, %.1f examples/s%s",
                        smoothedLoss,
                        step.learningRate(),
                        examples / seconds,
                        memory()));
        bar.stepTo(step.step());
    }

    private static String memory() {
        var bytes = NativeMemory.residentBytes();
        return bytes.isPresent() ? ", %d MiB".formatted(bytes.getAsLong() >> 20) : "";
    }

    @Override
    public void evaluated(long step, Evaluation evaluation, boolean best) {
        say(
                "Step %d: %s%s"
                        .formatted(step, Figures.main(evaluation), best ? "  (best so far)" : ""));
    }

    @Override
    public void saved(long step, Path directory) {
        // the bar has moved on; nobody needs a line for each save
    }

    @Override
    public void notice(String message) {
        say(message);
    }

    private void say(String message) {
        if (bar != null) {
            Bars.clearLine();
        }
        System.err.println(message);
    }

    /// The loss of every step seen.
    List<Double> losses() {
        return losses;
    }

    /// Training has ended without a fault: takes the bar away, so that other lines can follow.
    void finish() {
        close();
        if (losses.isEmpty() && resumedAt > 0) {
            say("This run has finished: step %d of %d".formatted(resumedAt, totalSteps));
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
