package org.bert4j.pretraining;

import org.bert4j.batch.Seeds;

/// Draws that depend on a seed and a few counters alone, such as epoch and row: whoever names them gets the same numbers
/// at any moment, without those drawn before. The numbers are hashes of a counter ([Seeds]), so they do not change with
/// the version of Java.
final class SeededDraws implements Draws {
    private static final double UNIT = 0x1.0p-53;

    private final long key;
    private long drawn;

    SeededDraws(long seed, long... counters) {
        this.key = Seeds.mix(seed, counters);
    }

    @Override
    public double random() {
        return (next() >>> 11) * UNIT;
    }

    @Override
    public int below(int bound) {
        return (int) Math.unsignedMultiplyHigh(next(), bound);
    }

    private long next() {
        return Seeds.mix(key, drawn++);
    }
}
