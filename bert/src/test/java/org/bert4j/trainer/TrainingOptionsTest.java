package org.bert4j.trainer;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.tensor.AdamW;
import org.bert4j.tensor.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.OptionalDouble;
import java.util.OptionalInt;

class TrainingOptionsTest {
    /// Learning rate, warm-up, largest gradient norm, layer decay, head rate.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    0    | 0   | 1 | 1   | 1e-3 | learningRate must lie between 0 and 1, not 0.0
                    1    | 0   | 1 | 1   | 1e-3 | learningRate must lie between 0 and 1, not 1.0
                    NaN  | 0   | 1 | 1   | 1e-3 | learningRate must lie between 0 and 1, not NaN
                    1e-3 | 1   | 1 | 1   | 1e-3 | warmup must lie in [0, 1), not 1.0
                    1e-3 | -.1 | 1 | 1   | 1e-3 | warmup must lie in [0, 1), not -0.1
                    1e-3 | 0   | 0 | 1   | 1e-3 | maxGradientNorm must be above 0, not 0.0
                    1e-3 | 0   | 1 | 0   | 1e-3 | layerDecay must lie in (0, 1], not 0.0
                    1e-3 | 0   | 1 | 1.1 | 1e-3 | layerDecay must lie in (0, 1], not 1.1
                    1e-3 | 0   | 1 | NaN | 1e-3 | layerDecay must lie in (0, 1], not NaN
                    1e-3 | 0   | 1 | 1   | 0    | headLearningRate must lie between 0 and 1, not 0.0
                    1e-3 | 0   | 1 | 1   | 1    | headLearningRate must lie between 0 and 1, not 1.0
                    """)
    void anUpdateOutOfBoundsIsRefused(
            double rate, double warmup, double norm, double decay, double headRate, String fault) {
        var e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> update(rate, warmup, norm, decay, headRate));
        assertTrue(e.getMessage().startsWith(fault), e.getMessage());
    }

    @Test
    void theBoundsThemselvesAreAllowed() {
        assertDoesNotThrow(() -> update(0.999, 0, 1e-9, 1, 1e-9));
        assertDoesNotThrow(() -> update(1e-9, 0.999, 1e9, 1e-9, 0.999));
    }

    private static TrainingOptions.Update update(
            double rate, double warmup, double norm, double decay, double headRate) {
        return new TrainingOptions.Update(
                rate,
                Schedule.LINEAR,
                warmup,
                AdamW.Options.TORCH,
                norm,
                decay,
                OptionalDouble.of(headRate));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void countsBelowOneAreRefused(int count) {
        TrainingOptions usual = TrainingOptions.CLASSIFICATION;
        OptionalInt none = OptionalInt.empty();
        OptionalInt some = OptionalInt.of(count);
        for (Runnable refused :
                new Runnable[] {
                    () -> usual.withEpochs(count),
                    () -> usual.withBatchSize(count),
                    () -> usual.withMicroBatchSize(count),
                    () -> TrainingOptions.Rhythm.every(some, none),
                    () -> TrainingOptions.Rhythm.every(none, some),
                    () -> TrainingOptions.Rhythm.EACH_EPOCH.withPatience(some)
                }) {
            var e = assertThrows(IllegalArgumentException.class, refused::run);
            assertTrue(e.getMessage().contains("must be at least 1"), e.getMessage());
        }
    }

    @Test
    void theDescriptionNamesEveryOptionThatIsSet() {
        var described =
                TrainingOptions.CLASSIFICATION
                        .withUpdate(update(1e-3, 0.1, 1, 0.9, 0.01))
                        .describe();
        assertEquals(0.9, described.get("layer_decay"));
        assertEquals(0.01, described.get("head_learning_rate"));
        assertEquals(0.1, described.get("warmup"));
        assertTrue(
                !TrainingOptions.CLASSIFICATION.describe().containsKey("head_learning_rate"),
                "an option that is not set is not described");
    }

    @Test
    void nothingIsTrainedIn8BitIntegers() {
        var e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new TrainingOptions.Computing(Precision.INT8, 8, false));
        assertEquals("precision must be one of [FP32, BF16] in training, not INT8", e.getMessage());
    }
}
