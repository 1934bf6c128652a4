package org.bert4j.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.evaluate.Evaluation;
import org.bert4j.layer.Dropout;
import org.bert4j.task.Objective;
import org.bert4j.tensor.Tensor;
import org.bert4j.tokenizer.BadInputException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A budget of time, on a clock that steps, evaluations and saves move by whole seconds.
class BudgetTest {
    private static final int STEP = 1;
    private static final int SAVE = 1;

    @TempDir private Path temporary;

    private final Tensor weight = Tensor.of(new float[] {1}, 1).trainable(true);
    private final List<Long> evaluated = new ArrayList<>();
    private int evaluation = 2;
    private long seconds;

    @AfterEach
    void free() {
        weight.free();
    }

    /// Takes its time with all it does.
    private final class Slow implements Objective {
        @Override
        public int size() {
            return 1000;
        }

        @Override
        public int tokens(int example) {
            return 1;
        }

        @Override
        public Tensor loss(int[] examples, Dropout dropout) {
            seconds += STEP;
            return weight.sum();
        }

        @Override
        public void save(Path directory) {
            boolean last = directory.getFileName().toString().startsWith("last");
            seconds += last ? SAVE : 0;
        }
    }

    /// @param stopAt step after which the run is stopped; 0: none
    private Progress train(int budget, int evaluateEvery, int stopAt) {
        TrainingOptions options =
                TrainingOptions.CLASSIFICATION
                        .withBatchSize(1)
                        .withLength(new Length.Time(Duration.ofSeconds(budget)))
                        .withRhythm(TinyRuns.rhythm(evaluateEvery));
        Path root = temporary.resolve("run");
        RunDirectory run =
                Files.exists(root) ? RunDirectory.resume(root) : RunDirectory.create(root);
        run.describe(Map.of());
        Stop stop = new Stop();
        TrainingListener listener =
                new TrainingListener() {
                    @Override
                    public void step(Step step) {
                        if (step.step() == stopAt) {
                            stop.request();
                        }
                    }

                    @Override
                    public void evaluated(long step, Evaluation figures, boolean best) {
                        evaluated.add(step);
                    }
                };
        try (Trainer trainer =
                new Trainer(
                        new Slow(),
                        (_, _) -> evaluate(),
                        Map.of("weight", weight),
                        options,
                        run,
                        listener,
                        stop)) {
            return trainer.on(() -> seconds * 1_000_000_000).train();
        }
    }

    private Evaluation evaluate() {
        seconds += evaluation;
        return Evaluation.of(Map.of("accuracy", 0.5), "accuracy");
    }

    @Test
    void theLastEvaluationAndSaveFitIntoIt() {
        Progress progress = train(20, Integer.MAX_VALUE, 0);
        assertEquals(20, seconds);
        assertEquals(20 - 2 * (2 + SAVE), progress.step());
        assertEquals(List.of(0L, 14L), evaluated);
        assertTrue(progress.ended());
        assertEquals(14, train(20, Integer.MAX_VALUE, 0).step(), "nothing is left to do");
    }

    /// Training on would be for nothing: what it changed could not be evaluated any more.
    @Test
    void anEvaluationAfterWhichNoTimeIsLeftForAnotherIsTheLast() {
        Progress progress = train(20, 13, 0);
        assertEquals(List.of(0L, 13L), evaluated);
        assertEquals(19, seconds);
        assertTrue(progress.ended());
    }

    @Test
    void theEndIsTheEndAlsoIfItTookLessTimeThanExpected() {
        evaluation = 5;
        train(20, Integer.MAX_VALUE, 3);
        evaluation = 1;
        Progress progress = train(20, Integer.MAX_VALUE, 0);
        assertEquals(List.of(0L, progress.step()), evaluated);
        assertTrue(progress.ended());
    }

    @Test
    void anEvaluationThatTakesLongerThanTheOthersIsTheLast() {
        evaluation = 1;
        Progress begun = train(40, 5, 3);
        evaluation = 25;
        Progress progress = train(40, 5, 0);
        assertEquals(3, begun.step());
        assertEquals(List.of(0L, 5L), evaluated);
        assertTrue(progress.ended());
    }

    /// The save with which it was stopped is not counted.
    @Test
    void aResumedRunStillLeavesTimeForItsEnd() {
        train(20, Integer.MAX_VALUE, 4);
        assertEquals(14, train(20, Integer.MAX_VALUE, 0).step());
        assertEquals(20 + SAVE, seconds);
    }

    @Test
    void aBudgetThatOneEvaluationUsesUpIsRefused() {
        evaluation = 10;
        var e = assertThrows(BadInputException.class, () -> train(20, Integer.MAX_VALUE, 0));
        assertTrue(e.getMessage().startsWith("The budget is too short:"), e.getMessage());
        assertTrue(e.getMessage().contains("take 11.0 s"), e.getMessage());
    }
}
