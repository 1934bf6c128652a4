package org.bert4j.tensor;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MatrixRateTest {
    /// A single slow core does more than a tenth of a GFLOP/s, and no processor yet a thousand TFLOP/s.
    @ParameterizedTest
    @EnumSource(Precision.class)
    void isARateThatProcessorsHave(Precision precision) {
        assumeTrue(precision.isAvailable());
        double rate = MatrixRate.flopsPerSecond(precision);
        assertTrue(rate > 1e8 && rate < 1e15, precision + " " + rate);
    }
}
