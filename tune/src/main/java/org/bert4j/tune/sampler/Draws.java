package org.bert4j.tune.sampler;

import org.bert4j.batch.Seeds;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Random numbers of a trial, the same in every process.
final class Draws {
    private Draws() {}

    static RandomGenerator of(long seed, int trial) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(Seeds.mix(seed, trial, 0));
    }
}
