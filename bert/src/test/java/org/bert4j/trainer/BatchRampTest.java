package org.bert4j.trainer;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.trainer.BatchRamp.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class BatchRampTest {
    @Test
    void theSizeDoublesAndEachOneOnTheWayLastsEquallyLong() {
        List<Part> parts = new BatchRamp(32, 0.25).parts(256);
        assertEquals(List.of(32, 64, 128, 256), parts.stream().map(Part::batchSize).toList());
        assertEquals(List.of(0.25 / 3, 0.25 / 3, 0.25 / 3, 0.75), shares(parts));
    }

    private static List<Double> shares(List<Part> parts) {
        return parts.stream().map(Part::share).toList();
    }

    @Test
    void theLastStepMayBeLessThanDouble() {
        List<Part> parts = new BatchRamp(8, 0.5).parts(24);
        assertEquals(List.of(8, 16, 24), parts.stream().map(Part::batchSize).toList());
    }

    @ParameterizedTest
    @CsvSource({"0, 0.2, at least 1", "8, 0, between 0 and 1", "8, 1, between 0 and 1"})
    void badValuesAreRefused(int begin, double share, String says) {
        var e = assertThrows(IllegalArgumentException.class, () -> new BatchRamp(begin, share));
        assertTrue(e.getMessage().contains(says), e.getMessage());
    }

    @Test
    void batchesGrowToALargerMultiple() {
        BatchRamp ramp = new BatchRamp(8, 0.5);
        assertDoesNotThrow(() -> ramp.requireFitting(24));
        for (int batchSize : List.of(4, 8, 20)) {
            assertThrows(IllegalArgumentException.class, () -> ramp.requireFitting(batchSize));
        }
    }
}
