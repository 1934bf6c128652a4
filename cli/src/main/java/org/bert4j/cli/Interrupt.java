package org.bert4j.cli;

import org.bert4j.trainer.Stop;

import java.util.concurrent.CountDownLatch;

/// Ctrl-C as a wish to stop: while one of these is open, the process waits for the run to save before it ends.
final class Interrupt implements AutoCloseable {
    static final int EXIT_CODE = 130;

    private final Stop stop = new Stop();
    private final CountDownLatch saved = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stopAndWait, "bert4j-interrupt");

    Interrupt() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    Stop stop() {
        return stop;
    }

    private void stopAndWait() {
        System.err.println();
        System.err.println("Stopping after this step ...");
        stop.request();
        try {
            saved.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // the process is ending, and the hook waits for this
        }
        saved.countDown();
    }
}
