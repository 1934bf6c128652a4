package org.bert4j.trainer;

/// A wish, from any thread, that a training run end after its present step and save.
public final class Stop {
    private volatile boolean wanted;

    public void request() {
        wanted = true;
    }

    public boolean isWanted() {
        return wanted;
    }
}
