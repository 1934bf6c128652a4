package org.bert4j.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.batch.BatchSize;
import org.bert4j.layer.Dropout;
import org.bert4j.task.ClassifyTask;
import org.bert4j.task.Freeze;
import org.bert4j.task.Objective;
import org.bert4j.task.QaOptions;
import org.bert4j.tensor.Tensor;
import org.bert4j.trainer.Forecast.Hint;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/// Hints for texts of known lengths, where every place of a token costs the same.
class ForecastHintsTest {
    private static final double TRAINING = 1000;
    private static final Path NOWHERE = Path.of("nowhere");
    private static final FineTuning RECIPE =
            FineTuning.of(ClassifyTask.DEFAULT, NOWHERE, NOWHERE)
                    .withTraining(TrainingOptions.CLASSIFICATION.withEpochs(1));

    /// Examples that are nothing but long or short.
    private record Lengths(int... lengths) implements Objective {
        @Override
        public int size() {
            return lengths.length;
        }

        @Override
        public int tokens(int example) {
            return lengths[example];
        }

        @Override
        public Tensor loss(int[] examples, Dropout dropout) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void save(Path directory) {
            throw new UnsupportedOperationException();
        }
    }

    private static List<Hint> hints(FineTuning recipe, double frozen, int... lengths) {
        Workload workload = Workload.of(new Lengths(lengths), recipe.training());
        StepCost.Measured token = new StepCost.Measured(BatchSize.of(new int[] {100}), 1);
        StepCost.Measured tokens = new StepCost.Measured(BatchSize.of(new int[] {10}), 0.1);
        StepCost cost = StepCost.fit(List.of(token, tokens));
        return new ForecastHints(workload, cost, TRAINING).all(recipe, frozen);
    }

    private static int[] mixed() {
        return IntStream.range(0, 1000).map(i -> i % 50 == 0 ? 200 : 20 + i % 2).toArray();
    }

    @Test
    void batchesWithoutPaddingNeedNoHint() {
        int[] same = IntStream.range(0, 1000).map(_ -> 60).toArray();
        assertEquals(List.of(), hints(RECIPE, TRAINING, same));
    }

    /// One text in fifty is ten times as long as the others, and makes its batch so.
    @Test
    void aFewLongTextsAreBetterCut() {
        List<Hint> hints = hints(RECIPE, TRAINING, mixed());
        assertEquals(
                1, hints.size(), hints.toString()); // grouping saves nothing: blocks hardly pad
        Hint cut = hints.getFirst();
        assertEquals("--max-length 21", cut.change());
        assertEquals("cuts 20 of 1000 texts", cut.price());
        assertTrue(cut.saved() > 0.1 * TRAINING, hints.toString());
    }

    @Test
    void whatIsDoneAlreadyIsNoHint() {
        FineTuning grouped = RECIPE.withTraining(RECIPE.training().withGroupByLength(true));
        assertTrue(
                hints(grouped, 100, mixed()).stream()
                        .noneMatch(hint -> hint.change().contains("group")));
        FineTuning frozen = RECIPE.withFreeze(Freeze.ENCODER);
        assertTrue(
                hints(frozen, 100, mixed()).stream()
                        .noneMatch(hint -> hint.change().contains("freeze")));
    }

    /// Their windows would only become more.
    @Test
    void questionsAreNotCut() {
        FineTuning qa =
                FineTuning.of(QaOptions.DEFAULT, NOWHERE, NOWHERE).withTraining(RECIPE.training());
        assertTrue(
                hints(qa, TRAINING, mixed()).stream()
                        .noneMatch(hint -> hint.change().contains("max-length")));
    }

    @Test
    void aFrozenEncoderIsSeenOnce() {
        Hint frozen =
                hints(RECIPE, 100, mixed()).stream()
                        .filter(hint -> hint.change().equals("--freeze encoder"))
                        .findFirst()
                        .orElseThrow();
        assertEquals(900, frozen.saved(), 1e-9);
    }
}
