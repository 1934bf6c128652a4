package org.bert4j.batch;

/// Seeds made from seeds: one run seed gives every shuffle and every dropout mask its own stream.
public final class Seeds {
    private Seeds() {}

    /// A seed for one purpose, well spread even for counters (the finaliser of SplitMix64, Steele et al. 2014).
    public static long mix(long seed, long... counters) {
        long mixed = seed;
        for (long counter : counters) {
            mixed = finalise(mixed * 0x9E3779B97F4A7C15L + counter + 1);
        }
        return mixed;
    }

    private static long finalise(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
