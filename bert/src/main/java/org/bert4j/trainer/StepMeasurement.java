package org.bert4j.trainer;

import org.bert4j.batch.BatchSize;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Times the steps of a trainer from the end of one to the end of the next, so that all is counted that happens
/// between, and stops it when there is enough.
final class StepMeasurement implements TrainingListener {
    private static final double SECONDS = 15;

    private final List<BatchSize> sizes;
    private final int warmup;
    private final int pass;
    private final Stop stop = new Stop();
    private final Stop wish;
    private final List<StepCost.Measured> measured = new ArrayList<>();
    private double total;
    private long last;
    private double saving;

    /// @param sizes  of the batches that will come; one more of them than are needed
    /// @param warmup steps that are not counted
    /// @param pass   steps until each batch was seen once
    /// @param wish   of the user, to end it early
    StepMeasurement(List<BatchSize> sizes, int warmup, int pass, Stop wish) {
        this.sizes = sizes;
        this.warmup = warmup;
        this.pass = pass;
        this.wish = wish;
    }

    /// For the trainer.
    Stop stop() {
        return stop;
    }

    private double lap() {
        long now = System.nanoTime();
        double seconds = (now - last) / 1e9;
        last = now;
        return seconds;
    }

    @Override
    public void started(long step, long totalSteps) {
        last = System.nanoTime();
    }

    @Override
    public void step(Step step) {
        int done = (int) step.step();
        double seconds = lap();
        if (done > warmup) {
            measured.add(new StepCost.Measured(sizes.get(done - 1), seconds));
            total += seconds;
        }
        boolean enough = measured.size() >= pass && total >= SECONDS;
        if (enough || done == sizes.size() - 1 || wish.isWanted()) {
            stop.request();
        }
    }

    @Override
    public void saved(long step, Path directory) {
        saving = lap();
    }

    List<StepCost.Measured> measured() {
        return measured;
    }

    /// Seconds to save the model and the state of training.
    double saving() {
        return saving;
    }
}
