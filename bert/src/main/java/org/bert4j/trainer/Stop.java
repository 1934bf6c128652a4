package org.bert4j.trainer;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// A wish, from any thread, that a training run end after its present step and save.
public final class Stop {
    private final BooleanSupplier above;
    private volatile boolean wanted;

    public Stop() {
        this(() -> false);
    }

    private Stop(BooleanSupplier above) {
        this.above = above;
    }

    /// A wish to stop one run of several: wanted by itself, or when this one is.
    public Stop ofOneRun() {
        return new Stop(this::isWanted);
    }

    public void request() {
        wanted = true;
    }

    /// Waits. Who interrupts the thread wants it to stop.
    public void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException _) {
            request();
        }
    }

    public boolean isWanted() {
        return wanted || above.getAsBoolean();
    }
}
