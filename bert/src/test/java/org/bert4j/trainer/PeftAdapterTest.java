package org.bert4j.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.checkpoint.Golden;
import org.bert4j.dataset.TextExample;
import org.bert4j.evaluate.TaskAnswering;
import org.bert4j.predictor.Classifier;
import org.bert4j.task.Classification;
import org.bert4j.task.ClassifyModel;
import org.bert4j.task.ClassifyTask;
import org.bert4j.tensor.Precision;
import org.bert4j.tensor.SafeTensors;
import org.bert4j.tokenizer.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// Adapters that PEFT has written (`make_golden_lora.py`): opened, merged, or refused.
class PeftAdapterTest {
    private static final String WEIGHTS = "adapter_model.safetensors";

    @TempDir private Path temporary;

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

    private Path merged(Path adapter) {
        return TinyRuns.merged(adapter, temporary.resolve("whole"));
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
}
