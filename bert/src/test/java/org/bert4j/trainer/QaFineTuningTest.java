package org.bert4j.trainer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.checkpoint.Golden;
import org.bert4j.checkpoint.JsonFiles;
import org.bert4j.evaluate.Evaluation;
import org.bert4j.feature.QaFeatureOptions;
import org.bert4j.predictor.QaPredictor;
import org.bert4j.task.Freeze;
import org.bert4j.task.QaOptions;
import org.bert4j.tensor.AdamW;
import org.bert4j.tensor.Precision;
import org.bert4j.tensor.SafeTensors;
import org.bert4j.tensor.StoredTensor;
import org.bert4j.tokenizer.BadInputException;
import org.bert4j.tokenizer.WindowStride;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// Real training of a real, very small BERT.
class QaFineTuningTest {
    private static final QaOptions OPTIONS =
            QaOptions.DEFAULT.withFeatures(new QaFeatureOptions(40, new WindowStride.Step(8), 12));

    @TempDir Path temporary;

    private Path train;
    private FineTuning recipe;

    @BeforeEach
    void writeData() {
        System.setProperty("bert4j.home", temporary.resolve("home").toString());
        train = temporary.resolve("train.json");
        writeQuestions(train, 24);
        recipe =
                FineTuning.of(OPTIONS, Golden.named("tiny").directory(), train)
                        .withTraining(TrainingOptions.QUESTION_ANSWERING.withLearningRate(1e-3))
                        .withPrecision(Precision.FP32);
    }

    @AfterEach
    void forgetTheHome() {
        System.clearProperty("bert4j.home");
    }

    static void writeQuestions(Path file, int count) {
        List<String> animals = List.of("cat", "dog", "owl", "cow");
        List<Map<String, Object>> paragraphs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String animal = animals.get(i % 4);
            String context =
                    "the " + animal + " number " + i + " is at home and eats " + "x".repeat(i % 7);
            paragraphs.add(
                    Map.of(
                            "context",
                            context,
                            "qas",
                            List.of(
                                    Map.of(
                                            "id",
                                            "q" + i,
                                            "question",
                                            "who is at home?",
                                            "answers",
                                            List.of(Map.of("text", animal, "answer_start", 4))))));
        }
        JsonFiles.write(
                file,
                Map.of("data", List.of(Map.of("title", "animals", "paragraphs", paragraphs))));
    }

    /// The run that every other is compared with.
    private Map<String, float[]> weightsOfUninterruptedRun() {
        return weights(run(recipe, "whole", new Stop(), new TrainingListener() {}).last());
    }

    private RunDirectory run(FineTuning recipe, String name, Stop stop, TrainingListener listener) {
        Path root = temporary.resolve(name);
        RunDirectory directory =
                Files.exists(root) ? RunDirectory.resume(root) : RunDirectory.create(root);
        recipe.run(directory, listener, stop);
        return directory;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void aRunStoppedAtAnyStepAndResumedEndsWithTheSameBits(int step) {
        Map<String, float[]> expected = weightsOfUninterruptedRun();
        Stop stop = new Stop();
        RunDirectory half = run(recipe, "half", stop, stopAfter(step, stop));
        assertEquals(step, progress(half));
        RunDirectory whole = run(recipe, "half", new Stop(), new TrainingListener() {});
        assertSameBits(expected, weights(whole.last()));
    }

    @ParameterizedTest
    @EnumSource(names = {"FP32", "BF16"})
    void theSameSeedGivesTheSameBitsAndAnotherSeedOthers(Precision precision) {
        FineTuning exact = recipe.withPrecision(precision);
        var first = weights(run(exact, "a", new Stop(), new TrainingListener() {}).last());
        var second = weights(run(exact, "b", new Stop(), new TrainingListener() {}).last());
        assertSameBits(first, second);
        FineTuning other = exact.withTraining(exact.training().withSeed(7));
        var third = weights(run(other, "c", new Stop(), new TrainingListener() {}).last());
        assertFalse(Arrays.equals(first.get("qa_outputs.weight"), third.get("qa_outputs.weight")));
    }

    @Test
    void laterAndResumedRunsFindTheFeaturesAndEndWithTheSameBits() throws IOException {
        Map<String, float[]> expected = weightsOfUninterruptedRun();
        List<Path> made = cachedFiles();
        assertEquals(1, made.size());
        Stop stop = new Stop();
        run(recipe, "second", stop, stopAfter(2, stop));
        RunDirectory second = run(recipe, "second", new Stop(), new TrainingListener() {});
        assertSameBits(expected, weights(second.last()));
        assertEquals(made, cachedFiles());

        run(recipe.withLimit(9), "limited", new Stop(), new TrainingListener() {});
        FineTuning fold = recipe.withSplit(new Split.Fold(0, 2));
        run(fold, "fold", new Stop(), new TrainingListener() {});
        assertEquals(3, cachedFiles().size()); // other questions, other features
    }

    private List<Path> cachedFiles() throws IOException {
        try (var files = Files.list(temporary.resolve("home/cache/features"))) {
            return files.sorted().toList();
        }
    }

    @Test
    void evaluatingInBetweenDisturbsNothing() {
        Map<String, float[]> expected = weightsOfUninterruptedRun();
        TrainingOptions often =
                recipe.training()
                        .withRhythm(
                                TrainingOptions.Rhythm.every(
                                        OptionalInt.of(1), OptionalInt.empty()));
        List<Long> evaluated = new ArrayList<>();
        RunDirectory run =
                run(
                        recipe.withTraining(often),
                        "often",
                        new Stop(),
                        new TrainingListener() {
                            @Override
                            public void evaluated(long step, Evaluation e, boolean best) {
                                evaluated.add(step);
                            }
                        });
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L), evaluated);
        assertSameBits(expected, weights(run.last()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void anUpdateInPiecesIsTheUpdateOfTheWholeBatch(int piece) {
        // A large epsilon makes AdamW's step proportional to the gradient, so that rounding is not
        // blown up.
        TrainingOptions whole =
                recipe.training()
                        .withOptimizer(new AdamW.Options(0.9, 0.999, 1, 0, true))
                        .withLearningRate(0.5);
        Path still = Golden.named("tiny").directory();
        FineTuning exact = recipe.withModel(withoutDropout(still));
        var expected =
                weights(
                        run(exact.withTraining(whole), "w", new Stop(), new TrainingListener() {})
                                .last());
        var pieces =
                weights(
                        run(
                                        exact.withTraining(whole.withMicroBatchSize(piece)),
                                        "p",
                                        new Stop(),
                                        new TrainingListener() {})
                                .last());
        double difference = 0;
        double size = 0;
        for (String name : expected.keySet()) {
            for (int i = 0; i < expected.get(name).length; i++) {
                difference += Math.pow(expected.get(name)[i] - pieces.get(name)[i], 2);
                size += Math.pow(expected.get(name)[i], 2);
            }
        }
        assertTrue(
                Math.sqrt(difference / size) <= 1e-6, "relative: " + Math.sqrt(difference / size));
    }

    private Path withoutDropout(Path model) {
        try {
            Path copy = Files.createDirectories(temporary.resolve("still"));
            try (var files = Files.list(model)) {
                for (Path file : files.toList()) {
                    Files.copy(file, copy.resolve(file.getFileName()));
                }
            }
            Path config = copy.resolve("config.json");
            Files.writeString(
                    config,
                    Files.readString(config).replaceAll("(dropout_prob\": )0\\.1", "$10.0"));
            return copy;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aFrozenEncoderKeepsItsBitsWhileTheHeadLearns() {
        RunDirectory run =
                run(
                        recipe.withFreeze(Freeze.ENCODER),
                        "frozen",
                        new Stop(),
                        new TrainingListener() {});
        Map<String, float[]> before = weights(Golden.named("tiny").directory());
        Map<String, float[]> after = weights(run.last());
        before.keySet().stream()
                .filter(name -> !name.startsWith("pooler"))
                .forEach(
                        name ->
                                assertArrayEquals(
                                        before.get(name), after.get("bert." + name), name));
        assertTrue(after.get("qa_outputs.bias")[0] != 0);
    }

    @Test
    void trainingLearnsAndThePredictorAnswersFromTheRunDirectory() {
        TrainingOptions longer = recipe.training().withEpochs(60).withLearningRate(3e-3);
        List<Double> losses = new ArrayList<>();
        RunDirectory run =
                run(
                        recipe.withTraining(longer),
                        "learned",
                        new Stop(),
                        new TrainingListener() {
                            @Override
                            public void step(Step step) {
                                losses.add(step.loss());
                            }
                        });
        assertTrue(losses.getLast() < 0.5 * losses.getFirst(), losses.toString());
        try (QaPredictor predictor = QaPredictor.open(run.root())) {
            assertEquals(List.of(), predictor.report().initialised());
            assertEquals(40, predictor.options().features().maxLength());
            String context = "the owl number 8 is at home and eats x";
            assertEquals("owl", predictor.answer("who is at home?", context).text());
        }
    }

    @Test
    void aLossThatIsNotANumberStopsAndLeavesTheLastCheckpointAlone() {
        FineTuning broken = recipe.withModel(withNaN());
        RunDirectory directory = RunDirectory.create(temporary.resolve("nan"));
        var e =
                assertThrows(
                        NonFiniteException.class,
                        () -> broken.run(directory, new TrainingListener() {}, new Stop()));
        assertTrue(e.getMessage().startsWith("Step 1: the loss is NaN"), e.getMessage());
        assertTrue(
                e.getMessage().contains("bert.embeddings.word_embeddings.weight"), e.getMessage());
        assertFalse(Files.exists(directory.last()));
    }

    private Path withNaN() {
        Path copy = withoutDropout(Golden.named("tiny").directory());
        Path file = copy.resolve("model.safetensors");
        List<StoredTensor> tensors = new ArrayList<>();
        weights(copy)
                .forEach(
                        (name, values) -> {
                            if (name.equals("embeddings.word_embeddings.weight")) {
                                Arrays.fill(values, Float.NaN);
                            }
                            tensors.add(StoredTensor.ofFloats(name, shape(file, name), values));
                        });
        SafeTensors.write(file, tensors);
        return copy;
    }

    private static long[] shape(Path file, String name) {
        try (SafeTensors tensors = SafeTensors.open(file)) {
            return tensors.get(name).shape();
        }
    }

    @Test
    void trainingStopsWhenScoresNoLongerRise() {
        TrainingOptions patient =
                recipe.training()
                        .withEpochs(50)
                        .withRhythm(
                                TrainingOptions.Rhythm.EACH_EPOCH.withPatience(OptionalInt.of(2)))
                        .withLearningRate(1e-9);
        RunDirectory run =
                run(recipe.withTraining(patient), "patient", new Stop(), new TrainingListener() {});
        assertEquals(9, progress(run)); // the first evaluation is the best, two more are not better
    }

    @Test
    void metricsOfAResumedRunNameEachStepOnce() throws IOException {
        Stop stop = new Stop();
        RunDirectory run = run(recipe, "log", stop, stopAfter(2, stop));
        Files.writeString(
                run.metrics(), Files.readString(run.metrics()) + "{\"step\":3,\"loss\":1}\n{\"st");
        run(recipe, "log", new Stop(), new TrainingListener() {});
        List<Integer> steps = new ArrayList<>();
        for (String line : Files.readAllLines(run.metrics())) {
            if (line.contains("\"loss\"")) {
                steps.add(Integer.parseInt(line.replaceAll(".*\"step\":(\\d+).*", "$1")));
            }
        }
        assertEquals(List.of(1, 2, 3, 4, 5, 6), steps);
    }

    @Test
    void aRunIsResumedAsItWasBegunOrNotAtAll() {
        Stop stop = new Stop();
        run(recipe, "begun", stop, stopAfter(1, stop));
        FineTuning other = recipe.withTraining(recipe.training().withEpochs(9));
        var e =
                assertThrows(
                        BadInputException.class,
                        () -> run(other, "begun", new Stop(), new TrainingListener() {}));
        assertTrue(e.getMessage().contains("epochs was 2 and is now 9"), e.getMessage());

        writeQuestions(train, 25);
        e =
                assertThrows(
                        BadInputException.class,
                        () -> run(recipe, "begun", new Stop(), new TrainingListener() {}));
        assertTrue(e.getMessage().contains("began with other data"), e.getMessage());
    }

    @Test
    void aDirectoryThatHoldsSomethingIsNotOverwritten() throws IOException {
        Files.writeString(temporary.resolve("precious"), "text");
        var e = assertThrows(BadInputException.class, () -> RunDirectory.create(temporary));
        assertTrue(e.getMessage().contains("is not empty"), e.getMessage());
        e = assertThrows(BadInputException.class, () -> RunDirectory.overwrite(temporary));
        assertTrue(e.getMessage().contains("nothing is deleted"), e.getMessage());
        assertTrue(Files.exists(temporary.resolve("precious")));
    }

    private static TrainingListener stopAfter(long step, Stop stop) {
        return new TrainingListener() {
            @Override
            public void step(Step done) {
                if (done.step() == step) {
                    stop.request();
                }
            }
        };
    }

    private static long progress(RunDirectory run) {
        return JsonFiles.readObject(run.last().resolve("trainer_state.json")).get("step").asLong();
    }

    private static Map<String, float[]> weights(Path directory) {
        Map<String, float[]> weights = new LinkedHashMap<>();
        try (SafeTensors file = SafeTensors.open(directory.resolve("model.safetensors"))) {
            file.names().forEach(name -> weights.put(name, file.get(name).toFloats()));
        }
        return weights;
    }

    private static void assertSameBits(Map<String, float[]> expected, Map<String, float[]> actual) {
        assertEquals(expected.keySet(), actual.keySet());
        expected.forEach((name, values) -> assertArrayEquals(values, actual.get(name), name));
    }
}
