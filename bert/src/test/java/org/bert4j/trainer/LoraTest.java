package org.bert4j.trainer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.checkpoint.ExtendedVocabulary;
import org.bert4j.layer.Lora;
import org.bert4j.predictor.Classifier;
import org.bert4j.task.Classification;
import org.bert4j.task.Freeze;
import org.bert4j.tokenizer.BadInputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Adapters: what is trained, what is saved, and what becomes of them.
class LoraTest {
    private static final Lora ALL = new Lora(4, 8, Lora.LAYERS);
    private static final Lora SOME = new Lora(2, 2, List.of("query", "value"));
    private static final String WEIGHTS = "adapter_model.safetensors";

    @TempDir private Path temporary;

    private TinyRuns runs;

    @BeforeEach
    void begin() {
        runs = new TinyRuns(temporary);
    }

    private FineTuning recipe(TinyTask task, Lora lora) throws IOException {
        FineTuning recipe = runs.recipe(task);
        return recipe.withTraining(recipe.training().withLearningRate(1e-2)).withLora(lora);
    }

    private Path merged(Path adapter) {
        return TinyRuns.merged(adapter, temporary.resolve("whole-" + adapter.getFileName()));
    }

    private static Map<String, float[]> learnt(Path directory) {
        return TinyRuns.tensors(directory.resolve(WEIGHTS));
    }

    @ParameterizedTest
    @EnumSource(
            value = TinyTask.class,
            names = {"CLASSIFY", "NLI", "NER_CRF", "EMBED"})
    void aRunStoppedAndResumedEndsWithTheSameBits(TinyTask task) throws IOException {
        FineTuning recipe = recipe(task, SOME);
        RunDirectory whole = runs.run(recipe, "whole");
        runs.stopped(recipe, "half", 2);
        RunDirectory half = runs.run(recipe, "half");
        TinyRuns.assertSameBits(learnt(whole.last()), learnt(half.last()));
        TinyRuns.assertSameBits(learnt(whole.best()), learnt(half.best()));
    }

    @Test
    void itLearnsItsTask() throws IOException {
        FineTuning recipe = recipe(TinyTask.CLASSIFY, ALL);
        recipe = recipe.withTraining(recipe.training().withEpochs(15));
        TinyTask.CLASSIFY.check(runs.run(recipe, "run").root());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theAdapterIsWhatIsLearntAndNothingElse(boolean all) throws IOException {
        Path best = runs.run(recipe(TinyTask.CLASSIFY, all ? ALL : SOME), "run").best();
        Set<String> names = learnt(best).keySet();
        String head = "base_model.model.";
        Set<String> expected =
                new TreeSet<>(
                        Set.of(
                                head + "classifier.weight",
                                head + "classifier.bias",
                                head + "bert.pooler.dense.weight",
                                head + "bert.pooler.dense.bias"));
        List<String> layers =
                all
                        ? List.of(
                                "attention.self.query",
                                "attention.self.key",
                                "attention.self.value",
                                "attention.output.dense",
                                "intermediate.dense",
                                "output.dense")
                        : List.of("attention.self.query", "attention.self.value");
        for (String layer : layers) {
            for (int i = 0; i < 2; i++) {
                String place = head + "bert.encoder.layer." + i + "." + layer;
                expected.add(place + Lora.DOWN);
                expected.add(place + Lora.UP);
            }
        }
        assertEquals(expected, new TreeSet<>(names));
        assertFalse(Files.exists(best.resolve("model.safetensors")));
        learnt(best)
                .forEach((name, values) -> assertTrue(nonZero(values), name)); // all of it moved
    }

    private static boolean nonZero(float[] values) {
        for (float value : values) {
            if (value != 0) {
                return true;
            }
        }
        return false;
    }

    /// Evaluated beside its base while training, merged into it afterwards.
    @Test
    void predictionsOfTheSavedAdapterAreThoseOfItsTraining() throws IOException {
        RunDirectory run = runs.run(recipe(TinyTask.CLASSIFY, ALL), "run");
        List<String> lines = Files.readAllLines(run.root().resolve(RunDirectory.PREDICTIONS));
        try (Classifier merged = Classifier.open(run.best())) {
            for (String line : lines) {
                String text = line.replaceFirst(".*\"texts\":\\[\"([^\"]*)\".*", "$1");
                Classification answer = merged.classify(text);
                String probability = line.replaceFirst(".*\"probability\":([-.0-9E]*).*", "$1");
                assertTrue(
                        line.contains("\"label\":\"" + answer.best().label() + "\""),
                        () -> line + " is not " + answer);
                assertEquals(
                        Double.parseDouble(probability), answer.best().probability(), 1e-5, line);
            }
        }
        assertEquals(24, lines.size());
    }

    @Test
    void aMergedModelAnswersAsItsAdapter() throws IOException {
        Path adapter = runs.run(recipe(TinyTask.CLASSIFY, ALL), "run").best();
        Path whole = merged(adapter);
        assertFalse(Files.exists(whole.resolve("adapter_config.json")));
        assertTrue(Files.exists(whole.resolve("bert4j_classify.json")));
        Set<String> encoder =
                TinyRuns.weights(whole).keySet().stream()
                        .filter(name -> name.contains("encoder"))
                        .collect(Collectors.toSet());
        assertTrue(encoder.stream().allMatch(name -> name.startsWith("bert.encoder.")));
        assertTrue(encoder.stream().noneMatch(Lora::isPart));
        try (Classifier one = Classifier.open(adapter);
                Classifier other = Classifier.open(whole)) {
            List<String> texts = List.of("paris in a", "beijing in b", "york in the rain");
            assertEquals(one.classify(texts), other.classify(texts));
        }
        var e = assertThrows(BadInputException.class, () -> merged(whole));
        assertTrue(e.getMessage().contains("whole model already"), e.getMessage());
    }

    @Test
    void aMergedModelCanBeTrainedOn() throws IOException {
        Path whole = merged(runs.run(recipe(TinyTask.CLASSIFY, ALL), "run").best());
        runs.run(recipe(TinyTask.CLASSIFY, SOME).withModel(whole), "again");
    }

    @Test
    void itIsSaidHowMuchIsTrained() throws IOException {
        String said = runs.said(recipe(TinyTask.CLASSIFY, SOME), "run");
        assertTrue(said.contains("8 narrow matrices beside the encoder's"), said);
        assertTrue(said.contains("of its 7,"), said);
    }

    @Test
    void whatDoesNotGoTogetherIsRefused() throws IOException {
        FineTuning recipe = recipe(TinyTask.CLASSIFY, SOME);
        assertThrows(IllegalArgumentException.class, () -> recipe.withFreeze(Freeze.ENCODER));
        assertThrows(IllegalArgumentException.class, () -> recipe.withNewLayers(1));
        refused("A rank of 17", recipe.withLora(new Lora(17, 1, Lora.LAYERS)));
        refused(
                "--fast-gradient",
                recipe.withTraining(
                        recipe.training().withTechniques(new TrainingOptions.Techniques(0, 1, 0))));
        Path adapter = runs.run(recipe, "adapter").best();
        refused("is an adapter already", recipe.withModel(adapter));
        try (Checkpoint checkpoint = Checkpoint.open(adapter)) {
            Path output = temporary.resolve("words");
            var e =
                    assertThrows(
                            BadInputException.class,
                            () -> ExtendedVocabulary.write(checkpoint, List.of("thethe"), output));
            assertTrue(e.getMessage().contains("models merge"), e.getMessage());
        }
    }

    private void refused(String why, FineTuning recipe) {
        var e = assertThrows(BadInputException.class, () -> runs.run(recipe, "refused"));
        assertTrue(e.getMessage().contains(why), e.getMessage());
        assertFalse(Files.exists(temporary.resolve("refused/run.json")));
    }

    /// Else the adapter would be all that is left.
    @Test
    void theBaseIsNotOverwritten() throws IOException {
        RunDirectory run = runs.run(runs.recipe(TinyTask.CLASSIFY), "base");
        FineTuning recipe = recipe(TinyTask.CLASSIFY, SOME).withModel(run.root());
        var e =
                assertThrows(
                        BadInputException.class,
                        () ->
                                recipe.run(
                                        RunDirectory.overwrite(run.root()),
                                        new TrainingListener() {},
                                        new Stop()));
        assertTrue(e.getMessage().contains("choose another --output"), e.getMessage());
        Classifier.open(run.root()).close();
    }

    @Test
    void aRunGoesOnWithTheRankItBeganWith() throws IOException {
        runs.stopped(recipe(TinyTask.CLASSIFY, SOME), "run", 2);
        FineTuning other = recipe(TinyTask.CLASSIFY, ALL);
        var e = assertThrows(BadInputException.class, () -> runs.run(other, "run"));
        assertTrue(e.getMessage().contains("begun with the rank 2, not 4"), e.getMessage());
    }

    /// Trained models of one size are easily taken for each other.
    @Test
    void anotherModelInThePlaceOfTheBaseIsNoticed() throws IOException {
        Path base = runs.run(runs.recipe(TinyTask.CLASSIFY), "base").best();
        FineTuning recipe = recipe(TinyTask.CLASSIFY, SOME).withModel(base);
        Path adapter = runs.run(recipe, "adapter").best();
        Classifier.open(adapter).close();
        RunDirectory other =
                runs.run(
                        runs.recipe(TinyTask.CLASSIFY)
                                .withTraining(
                                        runs.recipe(TinyTask.CLASSIFY).training().withSeed(7)),
                        "other");
        Files.copy(
                other.best().resolve("model.safetensors"),
                base.resolve("model.safetensors"),
                StandardCopyOption.REPLACE_EXISTING);
        var e = assertThrows(BadInputException.class, () -> Classifier.open(adapter));
        assertTrue(e.getMessage().contains("learnt for another model"), e.getMessage());
    }

    @Test
    void ranksAndLayersAreChecked() {
        assertArrayEquals(
                new String[] {
                    "The rank must be at least 1, not 0",
                    "alpha must be above 0, not 0.0",
                    "'dense' is no layer; choose of " + Lora.LAYERS
                },
                new String[] {
                    message(0, 1, "query"), message(1, 0, "query"), message(1, 1, "dense")
                });
    }

    private static String message(int rank, double alpha, String layer) {
        return assertThrows(
                        IllegalArgumentException.class, () -> new Lora(rank, alpha, List.of(layer)))
                .getMessage();
    }
}
