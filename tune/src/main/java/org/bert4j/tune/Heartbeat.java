package org.bert4j.tune;

import org.bert4j.trainer.Stop;
import org.bert4j.tune.study.Claim;
import org.bert4j.tune.study.LostClaimException;
import org.bert4j.tune.study.Study;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Gives signs of life for a claim as long as it is open, and stops the training when the claim is lost.
final class Heartbeat implements AutoCloseable {
    private static final int BEATS_PER_LEASE = 6;

    private final ScheduledExecutorService beats =
            Executors.newSingleThreadScheduledExecutor(
                    work -> Thread.ofPlatform().daemon().name("heartbeat").unstarted(work));

    Heartbeat(Study study, Claim claim, Stop stop) {
        long period = study.lease().toMillis() / BEATS_PER_LEASE;
        beats.scheduleAtFixedRate(
                () -> beat(study, claim, stop), period, period, TimeUnit.MILLISECONDS);
    }

    /// A database that cannot be reached for a moment is tried again; training goes on meanwhile.
    private static void beat(Study study, Claim claim, Stop stop) {
        try {
            study.alive(claim);
        } catch (LostClaimException _) {
            stop.request();
        } catch (RuntimeException e) {
            System.getLogger(Heartbeat.class.getName())
                    .log(System.Logger.Level.WARNING, "The study cannot be reached", e);
        }
    }

    @Override
    public void close() {
        beats.shutdownNow();
    }
}
