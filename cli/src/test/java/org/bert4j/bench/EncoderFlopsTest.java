package org.bert4j.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.encoder.BertConfig;
import org.bert4j.encoder.BertSize;
import org.junit.jupiter.api.Test;

class EncoderFlopsTest {
    /// By hand: `L (72 H^2 S + 12 S^2 H)` with L = 12, H = 768, S = 384.
    @Test
    void aRowOfBertBaseCostsWhatTheFormulaSays() {
        double expected = 12 * (72.0 * 768 * 768 * 384 + 12.0 * 384 * 384 * 768);
        assertEquals(expected, new EncoderFlops(BertConfig.BASE).training(1, 384, 384), 1);
        assertEquals(2.12e11, expected, 0.01e11);
    }

    @Test
    void theWayForwardIsAThirdOfAStep() {
        EncoderFlops flops = new EncoderFlops(BertSize.MINI.config(1000));
        assertEquals(flops.training(8, 1024, 1024), 3 * flops.forward(8, 1024), 1);
    }

    /// By hand: of the last layer, each token not looked at saves `6 (H^2 + 8 H^2)`.
    @Test
    void tokensThatNoHeadLooksAtCostLess() {
        EncoderFlops flops = new EncoderFlops(BertConfig.BASE);
        double saved = flops.training(2, 200, 200) - flops.training(2, 200, 2);
        assertEquals(198 * 54.0 * 768 * 768, saved, 1);
    }

    /// Rows of 100 and of 300 tokens are more work than two of 200, so their average never flatters.
    @Test
    void unequalRowsAreCountedAsALittleLessThanTheyAre() {
        EncoderFlops flops = new EncoderFlops(BertConfig.BASE);
        double unequal = flops.forward(1, 100) + flops.forward(1, 300);
        double counted = flops.forward(2, 400);
        assertTrue(counted < unequal && counted > 0.98 * unequal, counted + " " + unequal);
    }
}
