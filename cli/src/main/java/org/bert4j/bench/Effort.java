package org.bert4j.bench;

import java.util.ArrayList;
import java.util.List;

/// How long to measure.
///
/// @param warmupSeconds work is done unmeasured for as long, at least once
/// @param repetitions   measured repetitions at most
/// @param seconds       no further repetition begins after as long, once there are three
public record Effort(double warmupSeconds, int repetitions, double seconds) {
    private static final int LEAST = 3;

    public Effort {
        if (!(warmupSeconds >= 0)) {
            throw new IllegalArgumentException(
                    "warm-up must be 0 seconds or more, not " + warmupSeconds);
        }
        if (repetitions < 1) {
            throw new IllegalArgumentException(
                    "repetitions must be at least 1, not " + repetitions);
        }
        if (!(seconds > 0)) {
            throw new IllegalArgumentException("seconds must be above 0, not " + seconds);
        }
    }

    /// Seconds that the work takes, repetition by repetition, after the warm-up.
    public Samples time(Runnable work) {
        long begin = System.nanoTime();
        work.run();
        warmUpFurther(work, begin);
        return timeWarm(work);
    }

    /// Goes on with a warm-up that has begun.
    ///
    /// @param begin when it did, as [System#nanoTime] has it
    void warmUpFurther(Runnable work, long begin) {
        while (secondsSince(begin) < warmupSeconds) {
            work.run();
        }
    }

    /// As [#time], but measures at once.
    Samples timeWarm(Runnable work) {
        List<Double> times = new ArrayList<>();
        long begin = System.nanoTime();
        while (!isEnough(times.size(), secondsSince(begin))) {
            long start = System.nanoTime();
            work.run();
            times.add(secondsSince(start));
        }
        return Samples.of(times.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /// @param done    repetitions so far
    /// @param elapsed seconds since the first began
    boolean isEnough(int done, double elapsed) {
        return done >= repetitions || done >= LEAST && elapsed >= seconds;
    }

    static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    @Override
    public String toString() {
        return "after %s s of warm-up, %d times or for %s s; the median, from the lowest to the highest"
                .formatted(plain(warmupSeconds), repetitions, plain(seconds));
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }
}
