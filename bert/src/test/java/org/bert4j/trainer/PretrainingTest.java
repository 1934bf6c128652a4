package org.bert4j.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.checkpoint.Golden;
import org.bert4j.encoder.BertConfig;
import org.bert4j.evaluate.Evaluation;
import org.bert4j.pretraining.PretrainingRow;
import org.bert4j.pretraining.PretrainingRows;
import org.bert4j.task.PretrainingModel.Heads;
import org.bert4j.tensor.AdamW;
import org.bert4j.tensor.Precision;
import org.bert4j.tokenizer.BadInputException;
import org.bert4j.tokenizer.BertTokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Real pre-training of a very small model.
class PretrainingTest {
    private static final int LENGTH = 16;

    @TempDir Path temporary;

    /// Rows that repeat one token, so there is something to learn; other masks in every epoch. The second half goes on
    /// with that token, or repeats another one.
    private record Repeating(int size, int maxLength, int vocabulary, int mask)
            implements PretrainingRows {
        private static final int FIRST = 10;

        @Override
        public int length(int row) {
            return maxLength;
        }

        @Override
        public PretrainingRow row(int row, int epoch) {
            RandomGenerator random = random(row);
            int label = random.nextInt(2);
            int start = random.nextInt(vocabulary);
            int[] ids = new int[maxLength];
            int[] types = new int[maxLength];
            for (int i = 0; i < maxLength; i++) {
                boolean second = i >= maxLength / 2;
                ids[i] = FIRST + (start + (second ? label * vocabulary / 2 : 0)) % vocabulary;
                types[i] = second ? 1 : 0;
            }
            int[] places = {1 + (row + epoch) % 6, 8 + (row + 2 * epoch) % 7};
            int[] truth = {ids[places[0]], ids[places[1]]};
            ids[places[0]] = mask;
            ids[places[1]] = mask;
            return new PretrainingRow(ids, types, places, truth, label);
        }

        private static RandomGenerator random(int row) {
            return RandomGeneratorFactory.of("L64X128MixRandom").create(row);
        }

        @Override
        public String hash() {
            return "repeating " + size + " of " + maxLength;
        }
    }

    private Pretraining recipe(Heads heads) {
        return recipe(heads, 0.1);
    }

    private Pretraining recipe(Heads heads, double dropout) {
        try (Checkpoint checkpoint = Checkpoint.open(Golden.named("tiny").directory())) {
            BertTokenizer tokenizer = checkpoint.tokenizer();
            BertConfig config = checkpoint.config().withDropout(dropout);
            PretrainingRows rows = rows(64, LENGTH);
            Pretraining recipe = Pretraining.of(config, tokenizer, heads, rows, rows);
            return recipe.withTraining(
                            recipe.training()
                                    .withBatchSize(8)
                                    .withLearningRate(3e-3)
                                    .withRhythm(TinyRuns.rhythm(1000)))
                    .withPrecision(Precision.FP32);
        }
    }

    private static PretrainingRows rows(int size, int length) {
        try (Checkpoint checkpoint = Checkpoint.open(Golden.named("tiny").directory())) {
            return new Repeating(size, length, 24, checkpoint.tokenizer().maskId());
        }
    }

    /// Batches of 2 rows, then of 4 and of 8, and then rows twice as long.
    private Pretraining growing(Heads heads, Length length) {
        Pretraining recipe = recipe(heads);
        Phase shorter = new Phase(rows(40, LENGTH), 0.7, OptionalInt.empty());
        Phase longer = new Phase(rows(13, 2 * LENGTH), 0.3, OptionalInt.empty());
        return recipe.withPhases(List.of(shorter, longer))
                .withTraining(recipe.training().withLength(length))
                .withRamp(new BatchRamp(2, 0.5));
    }

    private RunDirectory place(String name) {
        Path root = temporary.resolve(name);
        return Files.exists(root) ? RunDirectory.resume(root) : RunDirectory.create(root);
    }

    /// What is heard of a run.
    private static final class Ear implements TrainingListener {
        private final List<Evaluation> evaluations = new ArrayList<>();
        private final List<Step> done = new ArrayList<>();
        private final List<String> notices = new ArrayList<>();
        private final Stop stop = new Stop();
        private final long last;
        private long steps;
        private long begin; // as of System.nanoTime
        private double
                closing; // seconds that the first evaluation and save took, and a little more

        Ear(long last) {
            this.last = last;
        }

        @Override
        public void step(Step step) {
            done.add(step);
            steps = step.step();
            if (steps == last) {
                stop.request();
            }
        }

        @Override
        public void evaluated(long step, Evaluation evaluation, boolean best) {
            evaluations.add(evaluation);
        }

        @Override
        public void notice(String message) {
            notices.add(message);
        }

        private List<Integer> batchSizes() {
            return done.stream().map(Step::examples).toList();
        }
    }

    private Ear run(Pretraining recipe, String name, long last) {
        Ear ear = new Ear(last);
        recipe.run(place(name), ear, ear.stop);
        return ear;
    }

    @ParameterizedTest
    @EnumSource
    void maskedTokensAndPairsAreLearned(Heads heads) {
        Pretraining recipe = recipe(heads);
        TrainingOptions longer = recipe.training().withLength(new Length.Steps(400));
        Ear ear = run(recipe.withTraining(longer), "learned", -1);
        var figures = ear.evaluations.getLast().figures();
        assertTrue((double) figures.get("mlm_accuracy") > 0.3, figures.toString());
        assertEquals(heads == Heads.TOKENS_AND_SENTENCES, figures.containsKey("sentence_pairs"));
        try (Checkpoint again = Checkpoint.open(temporary.resolve("learned"))) {
            assertTrue(again.has("cls.predictions"));
            assertEquals(heads == Heads.TOKENS_AND_SENTENCES, again.has("cls.seq_relationship"));
        }
    }

    @Test
    void aRunStoppedTwiceAndResumedEndsWithTheSameBits() {
        Pretraining recipe = recipe(Heads.TOKENS_AND_SENTENCES);
        Pretraining steps = recipe.withTraining(recipe.training().withLength(new Length.Steps(19)));
        run(steps, "whole", -1);
        run(steps, "parts", 3);
        run(steps, "parts", 11);
        assertEquals(19, run(steps, "parts", -1).steps);
        TinyRuns.assertSameBits(
                TinyRuns.weights(temporary.resolve("whole/last")),
                TinyRuns.weights(temporary.resolve("parts/last")));
    }

    /// A large epsilon makes AdamW's step proportional to the gradient, so that rounding is not blown up.
    @Test
    void anUpdateInPiecesIsTheUpdateOfTheWholeBatch() {
        Pretraining recipe = recipe(Heads.TOKENS_AND_SENTENCES, 0);
        TrainingOptions one =
                recipe.training()
                        .withLength(new Length.Steps(1))
                        .withOptimizer(new AdamW.Options(0.9, 0.999, 1, 0, true))
                        .withLearningRate(0.5);
        run(recipe.withTraining(one), "a", -1);
        run(recipe.withTraining(one.withMicroBatchSize(3)), "b", -1);
        var whole = TinyRuns.weights(temporary.resolve("a/last"));
        assertTrue(TinyRuns.distance(whole, TinyRuns.weights(temporary.resolve("b/last"))) < 1e-6);
    }

    @Test
    void aRunWithABudgetOfTimeComesToItsEnd() {
        Pretraining recipe = recipe(Heads.TOKENS);
        Pretraining timed =
                recipe.withTraining(
                        recipe.training()
                                .withLength(new Length.Time(Duration.ofSeconds(4)))
                                .withRhythm(TinyRuns.rhythm(Integer.MAX_VALUE)));
        Ear ear = run(timed, "timed", -1);
        assertTrue(ear.steps >= 1);
        assertEquals(2, ear.evaluations.size(), "before and after");
        assertEquals(0, run(timed, "timed", -1).steps, "nothing is left to do");
    }

    @Test
    void batchesGrowAndThenRowsDo() {
        Ear ear = run(growing(Heads.TOKENS, new Length.Steps(20)), "grown", -1);
        List<Integer> sizes = ear.batchSizes();
        assertEquals(List.of(2, 2, 2, 2, 4, 4, 4, 8, 8, 4, 8, 8, 8, 8), sizes.subList(0, 14));
        assertEquals(List.of(4, 4, 4, 1, 4, 4), sizes.subList(14, 20));
        List<Double> rates = ear.done.stream().map(TrainingListener.Step::learningRate).toList();
        assertEquals(3e-3 * 5 / 18, rates.get(15), 1e-9, "one course of the rate");
        assertTrue(ear.notices.contains("From step 5: rows of 16 tokens, 4 per update"));
        assertTrue(ear.notices.contains("From step 15: rows of 32 tokens, 4 per update"));
    }

    @Test
    void aRunOfStagesStoppedAtAnyStepAndResumedEndsWithTheSameBits() {
        Pretraining steps = growing(Heads.TOKENS_AND_SENTENCES, new Length.Steps(20));
        Ear whole = run(steps, "whole", -1);
        List<Integer> sizes = new ArrayList<>();
        for (int last = 1; last <= 20; last++) {
            sizes.addAll(run(steps, "parts", last).batchSizes());
        }
        assertEquals(whole.batchSizes(), sizes);
        TinyRuns.assertSameBits(
                TinyRuns.weights(temporary.resolve("whole/last")),
                TinyRuns.weights(temporary.resolve("parts/last")));
    }

    @Test
    void eachPhaseMakesItsShareOfTheEpochs() {
        Ear ear = run(growing(Heads.TOKENS, new Length.Epochs(10)), "epochs", -1);
        int shorter = rows(ear, 0);
        assertTrue(Math.abs(7 * 40 - shorter) <= 8, "%d rows".formatted(shorter));
        assertEquals(3 * 13, rows(ear, 1));
    }

    private static int rows(Ear ear, int phase) {
        return ear.done.stream()
                .filter(step -> step.tokens() / step.examples() == LENGTH << phase)
                .mapToInt(TrainingListener.Step::examples)
                .sum();
    }

    @Test
    void theClockDividesABudgetAmongPhases() {
        Pretraining timed = growing(Heads.TOKENS, new Length.Time(Duration.ofSeconds(4)));
        Ear ear = run(timed, "clock", -1);
        assertTrue(rows(ear, 0) > 0 && rows(ear, 1) > 0, ear.notices.toString());
    }

    @Test
    void aPhaseMayHaveABatchSizeOfItsOwnAndIsComputedInPieces() {
        Pretraining recipe = recipe(Heads.TOKENS);
        Phase shorter = new Phase(rows(40, LENGTH), 0.5, OptionalInt.of(6));
        Phase longer = new Phase(rows(40, 2 * LENGTH), 0.5, OptionalInt.of(5));
        Pretraining both =
                recipe.withPhases(List.of(shorter, longer))
                        .withTraining(recipe.training().withLength(new Length.Steps(4)));
        assertEquals(List.of(6, 6, 5, 5), run(both, "sizes", -1).batchSizes());
    }

    @Test
    void sharesThatAreNoWholeAreRefused() {
        Pretraining recipe = recipe(Heads.TOKENS);
        PretrainingRows rows = rows(40, LENGTH);
        List<Phase> phases =
                List.of(
                        new Phase(rows, 0.9, OptionalInt.empty()),
                        new Phase(rows, 0.2, OptionalInt.empty()));
        var e = assertThrows(IllegalArgumentException.class, () -> recipe.withPhases(phases));
        assertEquals(
                "the shares [0.9, 0.2] of the phases make 1.1; they must make 1", e.getMessage());
    }

    @Test
    void aRunTooShortForItsPhasesSaysWhatItSkips() {
        Ear ear = run(growing(Heads.TOKENS, new Length.Steps(2)), "brief", -1);
        assertTrue(
                ear.notices.stream().anyMatch(notice -> notice.startsWith("Too short a run for")),
                ear.notices.toString());
    }

    @Test
    void otherRowsAreRefusedOnResuming() {
        Pretraining recipe = recipe(Heads.TOKENS);
        run(recipe, "run", 2);
        Pretraining other = recipe.withDataOptions(Map.of("max_length", 99));
        BadInputException problem =
                assertThrows(BadInputException.class, () -> run(other, "run", -1));
        assertTrue(problem.getMessage().contains("--max-length"), problem.getMessage());
    }
}
