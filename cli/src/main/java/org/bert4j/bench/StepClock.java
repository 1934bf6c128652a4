package org.bert4j.bench;

import org.bert4j.trainer.TrainingListener;

import java.util.ArrayList;
import java.util.List;

/// Times training from one step's end to the next, so that everything between is counted: making the batch, the update,
/// writing `metrics.jsonl`. It ends the run when there is enough.
final class StepClock implements TrainingListener {
    /// Thrown through the trainer, because a run that is stopped saves its model, and that takes longer than the
    /// measurement.
    static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1;

        private Enough() {
            super("enough steps were measured", null, false, false);
        }
    }

    private final Effort effort;
    private final MemoryWatch memory = new MemoryWatch();
    private final List<Double> seconds = new ArrayList<>();
    private long examples;
    private long tokens;
    private double total;
    private long began;
    private long last;
    private boolean warm;

    StepClock(Effort effort) {
        this.effort = effort;
    }

    @Override
    public void started(long step, long totalSteps) {
        began = System.nanoTime();
        last = began;
    }

    @Override
    public void step(Step step) {
        if (warm) {
            measured(step);
        } else if (Effort.secondsSince(began) >= effort.warmupSeconds()) {
            warm = true;
            began = System.nanoTime();
        }
        last = System.nanoTime();
    }

    private void measured(Step step) {
        double elapsed = Effort.secondsSince(last);
        seconds.add(elapsed);
        total += elapsed;
        examples += step.examples();
        tokens += step.tokens();
        memory.look();
        if (effort.isEnough(seconds.size(), Effort.secondsSince(began))) {
            throw new Enough();
        }
    }

    long examples() {
        return examples;
    }

    /// Without padding.
    long tokens() {
        return tokens;
    }

    /// Of all measured steps together.
    double total() {
        return total;
    }

    /// Step by step.
    Samples seconds() {
        return Samples.of(seconds.stream().mapToDouble(Double::doubleValue).toArray());
    }

    MemoryWatch memory() {
        return memory;
    }
}
