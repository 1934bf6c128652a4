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
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Real pre-training of a very small model.
class PretrainingTest {
    private static final int LENGTH = 16;

    @TempDir Path temporary;

    /// Rows that repeat one token, so there is something to learn; other masks in every epoch. The second half goes on
    /// with that token, or repeats another one.
    private record Repeating(int size, int vocabulary, int mask) implements PretrainingRows {
        private static final int FIRST = 10;

        @Override
        public int length(int row) {
            return LENGTH;
        }

        @Override
        public PretrainingRow row(int row, int epoch) {
            RandomGenerator random = random(row);
            int label = random.nextInt(2);
            int start = random.nextInt(vocabulary);
            int[] ids = new int[LENGTH];
            int[] types = new int[LENGTH];
            for (int i = 0; i < LENGTH; i++) {
                boolean second = i >= LENGTH / 2;
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
            return "repeating " + size;
        }
    }

    private Pretraining recipe(Heads heads) {
        return recipe(heads, 0.1);
    }

    private Pretraining recipe(Heads heads, double dropout) {
        try (Checkpoint checkpoint = Checkpoint.open(Golden.named("tiny").directory())) {
            BertTokenizer tokenizer = checkpoint.tokenizer();
            BertConfig config = checkpoint.config().withDropout(dropout);
            Repeating rows = new Repeating(64, 24, tokenizer.maskId());
            Pretraining recipe = Pretraining.of(config, tokenizer, heads, rows, rows);
            return recipe.withTraining(
                            recipe.training()
                                    .withBatchSize(8)
                                    .withLearningRate(3e-3)
                                    .withRhythm(TinyRuns.rhythm(1000)))
                    .withPrecision(Precision.FP32);
        }
    }

    private RunDirectory place(String name) {
        Path root = temporary.resolve(name);
        return Files.exists(root) ? RunDirectory.resume(root) : RunDirectory.create(root);
    }

    /// What is heard of a run.
    private static final class Ear implements TrainingListener {
        private final List<Evaluation> evaluations = new ArrayList<>();
        private final Stop stop = new Stop();
        private final long last;
        private long steps;

        Ear(long last) {
            this.last = last;
        }

        @Override
        public void step(Step step) {
            steps = step.step();
            if (steps == last) {
                stop.request();
            }
        }

        @Override
        public void evaluated(long step, Evaluation evaluation, boolean best) {
            evaluations.add(evaluation);
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
    void aBudgetOfTimeIsKeptAndTheRunIsOverThen() {
        Pretraining recipe = recipe(Heads.TOKENS);
        Pretraining timed =
                recipe.withTraining(
                        recipe.training().withLength(new Length.Time(Duration.ofSeconds(4))));
        long begin = System.nanoTime();
        Ear ear = run(timed, "timed", -1);
        double seconds = (System.nanoTime() - begin) / 1e9;
        assertTrue(ear.steps > 1);
        assertTrue(seconds > 2, "ended after %.1f s".formatted(seconds));
        assertEquals(2, ear.evaluations.size(), "before and after");
        assertEquals(0, run(timed, "timed", -1).steps, "nothing is left to do");
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
