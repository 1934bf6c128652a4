package org.bert4j.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.checkpoint.Golden;
import org.bert4j.dataset.ExampleStream;
import org.bert4j.dataset.TextExample;
import org.bert4j.evaluate.Evaluation;
import org.bert4j.task.Classification;
import org.bert4j.task.ClassifyModel;
import org.bert4j.task.ClassifyTask;
import org.bert4j.task.Task;
import org.bert4j.task.TextOptions;
import org.bert4j.tensor.AdamW;
import org.bert4j.tensor.Precision;
import org.bert4j.tokenizer.BadInputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/// Real training of a real, very small BERT for every task.
class TaskFineTuningTest {
    private static final TrainingOptions.Update FAST =
            new TrainingOptions.Update(
                    5e-3,
                    Schedule.LINEAR,
                    0.1,
                    AdamW.Options.TORCH,
                    1,
                    1,
                    OptionalDouble.of(3e-2)); // a new head has further to go

    @TempDir Path temporary;

    private TinyRuns runs;

    @BeforeEach
    void prepare() {
        runs = new TinyRuns(temporary);
    }

    /// Hears what a run says.
    private static final class Ear implements TrainingListener {
        private final List<Double> losses = new ArrayList<>();
        private final List<Evaluation> evaluations = new ArrayList<>();
        private final List<String> notices = new ArrayList<>();

        @Override
        public void step(Step step) {
            losses.add(step.loss());
        }

        @Override
        public void evaluated(long step, Evaluation evaluation, boolean best) {
            evaluations.add(evaluation);
        }

        @Override
        public void notice(String message) {
            notices.add(message);
        }
    }

    /// Without dropout: a model this small learns in spite of it with some seeds only.
    @ParameterizedTest
    @EnumSource
    void aTaskIsLearnedAndItsPredictorAnswersFromTheRunDirectory(TinyTask task) throws IOException {
        FineTuning recipe = runs.recipe(task).withModel(runs.withoutDropout());
        TrainingOptions longer = recipe.training().withEpochs(50).withUpdate(FAST).withSeed(5);
        Ear ear = new Ear();
        RunDirectory run = runs.run(recipe.withTraining(longer), "learned", ear);
        double first = ear.losses.getFirst();
        double last =
                ear.losses.stream().skip(147).mapToDouble(loss -> loss).average().orElseThrow();
        assertTrue(last < 0.5 * first, "the loss went from %s to %s".formatted(first, last));
        Evaluation evaluation = ear.evaluations.getLast();
        assertTrue(evaluation.score() >= 0.7, evaluation.toString());
        assertTrue(ear.notices.stream().anyMatch(notice -> notice.startsWith("WARNING: 100")));
        assertTrue(Files.exists(run.best().resolve("config.json")));
        assertTrue(Files.exists(run.last().resolve("optimizer.safetensors")));
        task.check(run.root());
    }

    @ParameterizedTest
    @EnumSource
    void aRunStoppedAndResumedEndsWithTheSameBits(TinyTask task) throws IOException {
        FineTuning recipe = runs.recipe(task);
        var whole = TinyRuns.weights(runs.run(recipe, "whole").last());
        runs.stopped(recipe, "half", 2);
        var resumed = TinyRuns.weights(runs.run(recipe, "half").last());
        TinyRuns.assertSameBits(whole, resumed);
    }

    @ParameterizedTest
    @EnumSource(names = {"CLASSIFY", "NER_CRF", "CONTRASTIVE"})
    void anotherSeedGivesOtherWeights(TinyTask task) throws IOException {
        FineTuning recipe = runs.recipe(task);
        var first = TinyRuns.weights(runs.run(recipe, "a").last());
        var same = TinyRuns.weights(runs.run(recipe, "b").last());
        TinyRuns.assertSameBits(first, same);
        FineTuning other = recipe.withTraining(recipe.training().withSeed(7));
        assertTrue(TinyRuns.distance(first, TinyRuns.weights(runs.run(other, "c").last())) > 1e-3);
    }

    /// A large epsilon makes AdamW's step proportional to the gradient, so that rounding is not blown up.
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CONTRASTIVE")
    void anUpdateInPiecesIsTheUpdateOfTheWholeBatch(TinyTask task) throws IOException {
        FineTuning recipe = runs.recipe(task).withModel(runs.withoutDropout());
        TrainingOptions whole =
                recipe.training()
                        .withEpochs(1)
                        .withOptimizer(new AdamW.Options(0.9, 0.999, 1, 0, true))
                        .withLearningRate(0.5);
        var expected = TinyRuns.weights(runs.run(recipe.withTraining(whole), "whole").last());
        FineTuning inPieces = recipe.withTraining(whole.withMicroBatchSize(1));
        var pieces = TinyRuns.weights(runs.run(inPieces, "pieces").last());
        double distance = TinyRuns.distance(expected, pieces);
        assertTrue(distance <= 1e-6, "relative: " + distance);
    }

    @ParameterizedTest
    @EnumSource(names = {"CLASSIFY", "NER", "CONTRASTIVE"})
    void checkpointsChangeNoBit(TinyTask task) throws IOException {
        FineTuning recipe = runs.recipe(task);
        var expected = TinyRuns.weights(runs.run(recipe, "kept").last());
        FineTuning again = recipe.withTraining(recipe.training().withCheckpointing(true));
        TinyRuns.assertSameBits(expected, TinyRuns.weights(runs.run(again, "again").last()));
    }

    @Test
    void examplesComparedWithEachOtherCannotBeComputedInPieces() throws IOException {
        FineTuning recipe = runs.recipe(TinyTask.CONTRASTIVE);
        FineTuning pieces = recipe.withTraining(recipe.training().withMicroBatchSize(4));
        var e = assertThrows(BadInputException.class, () -> runs.run(pieces, "pieces"));
        assertTrue(e.getMessage().contains("--micro-batch-size"), e.getMessage());
    }

    /// The usual classification, which writes down what it reads.
    private record NotedTask(ClassifyTask task, List<List<Path>> opened)
            implements Task<TextExample, Classification> {
        @Override
        public String name() {
            return task.name();
        }

        @Override
        public Map<String, Object> options() {
            return task.options();
        }

        @Override
        public ExampleStream<TextExample> open(List<Path> files) {
            opened.add(files);
            return task.open(files);
        }

        @Override
        public String text(TextExample example) {
            return task.text(example);
        }

        @Override
        public Map<String, Object> json(TextExample example) {
            return task.json(example);
        }

        @Override
        public Map<String, Object> json(TextExample example, Classification answer) {
            return task.json(example, answer);
        }

        @Override
        public ClassifyModel create(Checkpoint checkpoint, List<TextExample> training, long seed) {
            return task.create(checkpoint, training, seed);
        }

        @Override
        public ClassifyModel load(Checkpoint checkpoint) {
            return task.load(checkpoint);
        }
    }

    @Test
    void developmentFilesAreReadOnceBeforeTrainingAndOnceForEachEvaluation() throws IOException {
        List<Path> train = List.of(TinyTask.CLASSIFY.write(temporary));
        List<Path> dev = List.of(Files.copy(train.getFirst(), temporary.resolve("dev.tsv")));
        FineTuning usual = runs.recipe(TinyTask.CLASSIFY);
        List<List<Path>> opened = new ArrayList<>();
        Task<?, ?> task =
                new NotedTask(
                        ClassifyTask.DEFAULT.withText(TextOptions.DEFAULT.withMaxLength(40)),
                        opened);
        FineTuning recipe =
                FineTuning.of(task, Golden.named("tiny").directory(), train.getFirst())
                        .withDev(dev)
                        .withTraining(usual.training().withEpochs(1))
                        .withPrecision(Precision.FP32);
        Ear ear = new Ear();
        runs.run(recipe, "noted", ear);
        assertEquals(1, ear.evaluations.size());
        assertEquals(List.of(train, dev, dev), opened);
        String said = "Development data: " + dev.getFirst() + ": tab separated, with a header; ";
        assertTrue(ear.notices.stream().anyMatch(line -> line.startsWith(said)), said);
    }

    @ParameterizedTest
    @EnumSource(names = {"CLASSIFY", "NER"})
    void foldsTogetherEvaluateEveryExampleOnce(TinyTask task) throws IOException {
        FineTuning recipe = runs.recipe(task).withDev(List.of());
        FineTuning brief = recipe.withTraining(recipe.training().withEpochs(1));
        int held = 0;
        for (int fold = 0; fold < 3; fold++) {
            Ear ear = new Ear();
            runs.run(brief.withSplit(new Split.Fold(fold, 3)), "fold" + fold, ear);
            held += heldOut(ear);
        }
        assertEquals(TinyTask.EXAMPLES, held);
    }

    /// What is held out is left out of training.
    private static int heldOut(Ear ear) {
        String notice =
                ear.notices.stream()
                        .filter(line -> line.startsWith("No development file"))
                        .findFirst()
                        .orElseThrow();
        int held = Integer.parseInt(notice.replaceAll(".*: (\\d+) examples are held out.*", "$1"));
        int left = TinyTask.EXAMPLES - held;
        assertTrue(held > 0 && notice.endsWith(left + " are left"), notice);
        String trained = left + " training examples, ";
        assertTrue(ear.notices.stream().anyMatch(line -> line.startsWith(trained)), trained);
        return held;
    }

    @Test
    void eachTextIsHeldOutByOneFoldOnly() {
        List<String> texts = IntStream.range(0, 100).mapToObj(i -> "text " + i).toList();
        for (long seed = 0; seed < 3; seed++) {
            for (String text : texts) {
                int folds = 0;
                for (int fold = 0; fold < 5; fold++) {
                    Split split = new Split.Fold(fold, 5);
                    boolean holds = split.held(texts.iterator(), seed).test(text);
                    folds += holds ? 1 : 0;
                }
                assertEquals(1, folds);
            }
        }
        Split one = new Split.Fold(0, 101);
        assertThrows(BadInputException.class, () -> one.held(texts.iterator(), 0));
        assertThrows(IllegalArgumentException.class, () -> new Split.Fold(5, 5));
        assertThrows(IllegalArgumentException.class, () -> new Split.Fold(0, 1));
    }

    @Test
    void aRunIsResumedWithTheSameTaskOptionsOrNotAtAll() throws IOException {
        FineTuning recipe = runs.recipe(TinyTask.NER);
        runs.stopped(recipe, "begun", 1);
        FineTuning crf = runs.recipe(TinyTask.NER_CRF);
        var e = assertThrows(BadInputException.class, () -> runs.run(crf, "begun"));
        assertFalse(e.getMessage().isEmpty());
        assertTrue(e.getMessage().contains("decoding was viterbi and is now crf"), e.getMessage());
    }
}
