package org.bert4j.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;

class LongSetTest {
    @Test
    void knowsWhatAHashSetKnows() {
        Random random = new Random(3);
        Set<Long> expected = new HashSet<>();
        LongSet actual = new LongSet();
        for (int i = 0; i < 20_000; i++) {
            long number = random.nextInt(9_000) * (random.nextBoolean() ? 1L << 40 : 1);
            assertEquals(expected.add(number), actual.add(number));
            assertEquals(expected.size(), actual.size());
        }
    }
}
