package org.bert4j.cli;

import org.bert4j.trainer.Stop;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// A wish to stop when time is up, or when the user wants it.
final class Deadline implements AutoCloseable {
    private final Stop stop;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    work -> Thread.ofPlatform().daemon().name("deadline").unstarted(work));

    /// @param budget empty: there is no end
    Deadline(Optional<Duration> budget, Stop ofUser) {
        stop = ofUser.ofOneRun();
        budget.ifPresent(
                time -> clock.schedule(stop::request, time.toMillis(), TimeUnit.MILLISECONDS));
    }

    Stop stop() {
        return stop;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
