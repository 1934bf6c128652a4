package org.bert4j.trainer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.checkpoint.ExtendedVocabulary;
import org.bert4j.checkpoint.Golden;
import org.bert4j.checkpoint.MergedModel;
import org.bert4j.dataset.TextExample;
import org.bert4j.evaluate.TaskAnswering;
import org.bert4j.layer.Lora;
import org.bert4j.predictor.Classifier;
import org.bert4j.task.Classification;
import org.bert4j.task.ClassifyModel;
import org.bert4j.task.ClassifyTask;
import org.bert4j.task.Freeze;
import org.bert4j.tensor.Precision;
import org.bert4j.tensor.SafeTensors;
import org.bert4j.tokenizer.BadInputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    private Path merged(Path adapter) {
        Path whole = temporary.resolve("whole-" + adapter.getFileName());
        try (Checkpoint checkpoint = Checkpoint.open(adapter)) {
            MergedModel.write(checkpoint, whole);
        }
        return whole;
    }

    @Test
    void anAdapterOfPeftIsMergedAndOpenedWithTheFilesOfItsBase() {
        Path adapter = Golden.named("tiny-lora").directory();
        try (Classifier one = Classifier.open(adapter);
                Classifier other = Classifier.open(merged(adapter))) {
            List<String> texts = List.of("who?", "The capital of China is Beijing.");
            assertEquals(one.classify(texts), other.classify(texts));
            assertTrue(Set.of("city", "none", "person").contains(label(one.classify("who?"))));
        }
    }

    private static String label(Classification answer) {
        return answer.best().label();
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

    /// PEFT saves no `config.json`, and that of the base speaks of another head.
    @Test
    void anAdapterOfPeftForABareModelGetsItsClassAndNumberedLabels() throws IOException {
        Path adapter = onBareModel();
        Path whole = merged(adapter);
        try (Checkpoint checkpoint = Checkpoint.open(whole)) {
            assertEquals(
                    List.of("BertForSequenceClassification"),
                    checkpoint.config().others().get("architectures"));
        }
        try (Classifier one = Classifier.open(adapter);
                Classifier other = Classifier.open(whole)) {
            Classification answer = one.classify("who?");
            assertEquals(answer, other.classify("who?"));
            assertTrue(answer.best().label().matches("LABEL_[012]"), answer.toString());
        }
    }

    /// It has no options of its own until something is decided for it, and its base keeps what it has.
    @Test
    void aTemperatureFittedForAnAdapterOfPeftIsItsOwn() throws IOException {
        Path adapter = onBareModel();
        TextExample example = new TextExample("example", List.of("who?"), List.of("LABEL_1"));
        double plain;
        double fitted;
        try (Checkpoint checkpoint = Checkpoint.open(adapter);
                ClassifyModel model =
                        ClassifyTask.of(ClassifyTask.Kind.CLASSIFY).load(checkpoint)) {
            Classification answer =
                    new TaskAnswering<>(model, Precision.FP32).answer(List.of(example)).getFirst();
            plain = answer.best().probability();
            var calibrator = model.calibrator().orElseThrow();
            calibrator.add(example, answer);
            calibrator.fit().save(adapter);
        }
        try (Classifier classifier = Classifier.open(adapter);
                Classifier whole = Classifier.open(merged(adapter))) {
            Classification answer = classifier.classify("who?");
            fitted = answer.best().probability();
            assertEquals(answer, whole.classify("who?"));
        }
        assertNotEquals(plain, fitted, 1e-3);
        assertFalse(Files.exists(temporary.resolve("bare/bert4j_classify.json")));
    }

    /// The golden adapter for its base, of which nothing but the encoder is left.
    private Path onBareModel() throws IOException {
        Path golden = Golden.named("tiny-lora").directory();
        Path bare = copy(golden.resolveSibling("tiny-classify"), "bare");
        Path config = bare.resolve("config.json");
        Files.writeString(
                config,
                Files.readString(config)
                        .replace("ForSequenceClassification", "Model")
                        .replaceAll("(?s)\"(id2label|label2id)\": \\{.*?},", "")
                        .replaceAll("\"problem_type\".*", ""));
        Path adapter = copy(golden, "adapter");
        Path description = adapter.resolve("adapter_config.json");
        Files.writeString(
                description, Files.readString(description).replace("tiny-classify", "bare"));
        return adapter;
    }

    private Path copy(Path from, String name) throws IOException {
        Path to = Files.createDirectories(temporary.resolve(name));
        try (var files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return to;
    }

    /// Adapters without a head of their own use that of their base, and so does what is merged of them.
    @Test
    void theHeadOfTheBaseIsKeptWhereTheAdapterHasNone() throws IOException {
        Path golden = Golden.named("tiny-lora").directory();
        Path adapter = copy(golden, "adapter");
        copy(golden.resolveSibling("tiny-classify"), "tiny-classify");
        try (SafeTensors whole = SafeTensors.open(golden.resolve(WEIGHTS))) {
            SafeTensors.write(
                    adapter.resolve(WEIGHTS),
                    whole.names().stream()
                            .filter(name -> !name.contains("classifier"))
                            .map(whole::get)
                            .toList());
        }
        try (Classifier one = Classifier.open(adapter);
                Classifier other = Classifier.open(merged(adapter))) {
            assertEquals(one.classify("who?"), other.classify("who?"));
        }
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

    @ParameterizedTest
    @CsvSource({
        "'\"use_dora\": false', '\"use_dora\": true', use_dora",
        "'\"peft_type\": \"LORA\"', '\"peft_type\": \"IA3\"', IA3",
        "'\"bias\": \"none\"', '\"bias\": \"all\"', trained biases",
        "'\"init_lora_weights\": true', '\"init_lora_weights\": \"pissa\"', pissa",
        "'\"trainable_token_indices\": null', '\"trainable_token_indices\": [3]', trainable_token",
        "'\"rank_pattern\": {}', '\"rank_pattern\": {\"query\": 4}', rank_pattern",
        "'\"r\": 2', '\"r\": 0', must be above 0",
        "'\"r\": 2', '\"r\": 3', 'fits no matrix of the model'",
        "'../tiny-classify', '../tiny-lost', 'tiny-lost\", and there is no such directory'",
        "'../tiny-classify', '../tiny', 'fits no matrix of the model'"
    })
    void otherAdaptersAreRefused(String from, String to, String why) throws IOException {
        Path golden = Golden.named("tiny-lora").directory();
        Path copy = Files.createDirectories(temporary.resolve("copy"));
        Files.copy(golden.resolve(WEIGHTS), copy.resolve(WEIGHTS));
        String config = Files.readString(golden.resolve("adapter_config.json")).replace(from, to);
        config = config.replace("\"..", "\"" + golden.getParent());
        Files.writeString(copy.resolve("adapter_config.json"), config);
        var e = assertThrows(BadInputException.class, () -> Checkpoint.open(copy));
        assertTrue(e.getMessage().contains(why), e.getMessage());
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
