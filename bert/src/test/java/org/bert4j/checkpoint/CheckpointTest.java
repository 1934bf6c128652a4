package org.bert4j.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.encoder.BertEncoder;
import org.bert4j.encoder.Pooler;
import org.bert4j.layer.Dropout;
import org.bert4j.layer.Parameters;
import org.bert4j.tensor.Gradients;
import org.bert4j.tensor.SafeTensors;
import org.bert4j.tensor.Tensor;
import org.bert4j.tensor.TensorScope;
import org.bert4j.tokenizer.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

class CheckpointTest {
    private static final float TOLERANCE = 1e-5f;

    @TempDir Path temporary;

    /// The same weights as safetensors, in shards, and as pytorch_model.bin with gamma, beta and the prefix `bert.`.
    @ParameterizedTest
    @ValueSource(strings = {"tiny", "tiny-sharded", "tiny-old"})
    void everyPublishedFormatGivesTheOutputsOfTransformers(String name) {
        Golden golden = Golden.named("tiny");
        Path directory = Golden.named("tiny").directory().resolveSibling(name);
        try (Checkpoint checkpoint = Checkpoint.open(directory);
                var _ = TensorScope.open();
                var _ = Gradients.off()) {
            Parameters parameters = Parameters.from(checkpoint, 1, 0.02);
            BertEncoder encoder = new BertEncoder(parameters.at("bert"), checkpoint.config());
            Pooler pooler = new Pooler(parameters.at("bert.pooler"), checkpoint.config());
            assertEquals(List.of(), checkpoint.report(parameters).initialised());

            Tensor output = encoder.forward(golden.batch(), Dropout.NONE);
            assertRealTokensEqual(golden, "lastHiddenState", output);
            assertArrayEquals(
                    Golden.floats(golden.json().get("poolerOutput")),
                    pooler.forward(output).toFloats(),
                    TOLERANCE);
        }
    }

    static void assertRealTokensEqual(Golden golden, String key, Tensor actual) {
        for (int row = 0; row < actual.size(0); row++) {
            int length = golden.length(row);
            float[] expected = Golden.floats(golden.json().get(key).get(row));
            float[] found = actual.select(0, row).toFloats();
            int width = expected.length / golden.json().get(key).get(row).size();
            assertArrayEquals(
                    Arrays.copyOf(expected, length * width),
                    Arrays.copyOf(found, length * width),
                    TOLERANCE,
                    key + " of row " + row);
        }
    }

    @Test
    void theReportNamesWhatIsNewAndWhatIsUnused() {
        try (Checkpoint checkpoint = Checkpoint.open(Golden.named("tiny-old").directory())) {
            Parameters parameters = Parameters.from(checkpoint, 1, 0.02);
            new BertEncoder(parameters.at("bert"), checkpoint.config());
            parameters.matrix("qa_outputs.weight", 2, 16);

            LoadReport report = checkpoint.report(parameters);
            assertEquals(List.of("qa_outputs.weight"), report.initialised());
            assertTrue(report.unused().contains("cls.seq_relationship.weight"));
            assertFalse(report.unused().contains("embeddings.position_ids"));
            assertTrue(report.summary().contains("NEW, starting at random: qa_outputs.weight"));
        }
    }

    @Test
    void aSavedDirectoryHoldsTheSameBitsAndKeepsUnknownKeys() throws IOException {
        Path directory = copyOfTiny();
        String config = Files.readString(directory.resolve("config.json"));
        Files.writeString(
                directory.resolve("config.json"),
                config.replaceFirst("\\{", "{\"directionality\": \"bidi\", \"nothing\": null,"));
        Path saved = temporary.resolve("saved");
        try (Checkpoint checkpoint = Checkpoint.open(directory)) {
            Parameters parameters = Parameters.from(checkpoint, 1, 0.02);
            new BertEncoder(parameters.at("bert"), checkpoint.config());
            DirectoryWriter.replace(
                    saved,
                    place ->
                            ModelDirectory.fill(
                                    place,
                                    "BertModel",
                                    checkpoint.config(),
                                    checkpoint.tokenizer(),
                                    parameters.byName()));
        }
        Map<String, Object> json =
                JsonFiles.toMap(JsonFiles.readObject(saved.resolve("config.json")));
        assertEquals("bidi", json.get("directionality"));
        assertTrue(json.containsKey("nothing"));
        try (SafeTensors before = SafeTensors.open(directory.resolve("model.safetensors"));
                SafeTensors after = SafeTensors.open(saved.resolve("model.safetensors"))) {
            for (String name : after.names()) {
                String bare = name.substring("bert.".length());
                assertArrayEquals(before.get(bare).toFloats(), after.get(name).toFloats());
            }
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "num_attention_heads": 4  | "num_attention_heads": 3 | hidden_size 16 is not a multiple of num_attention_heads 3
                    "model_type": "bert"      | "model_type": "gpt2"     | describes a model of type "gpt2"
                    "hidden_size": 16         | "hidden_size": "x"       | "hidden_size" is "x", not a whole number
                    "vocab_size": 120         | "vocab_size": 100        | the vocabulary has 120 tokens and config.json says 100
                    "intermediate_size": 32   | "intermediate_size": 64  | has the shape [32, 16] where config.json asks for [64, 16]
                    "hidden_act": "gelu"      | "hidden_act": "swish"    | hidden_act "swish" is not one of
                    """)
    void aConfigThatDoesNotFitIsOneSentence(String from, String to, String message)
            throws IOException {
        Path directory = copyOfTiny();
        Path config = directory.resolve("config.json");
        String text = Files.readString(config);
        assertTrue(text.contains(from), from);
        Files.writeString(config, text.replace(from, to));
        var e = assertThrows(BadInputException.class, () -> build(directory));
        assertTrue(e.getMessage().contains(message), e.getMessage());
        assertTrue(e.getMessage().contains(directory.toString()), e.getMessage());
    }

    @Test
    void aDirectoryWithoutWeightsSaysWhatIsMissing() throws IOException {
        Path directory = copyOfTiny();
        Files.delete(directory.resolve("model.safetensors"));
        var e = assertThrows(BadInputException.class, () -> build(directory));
        assertTrue(e.getMessage().contains("holds no weights"), e.getMessage());
    }

    @Test
    void aDirectoryIsReplacedWholeOrNotAtAll() throws IOException {
        Path target = temporary.resolve("model");
        DirectoryWriter.replace(target, place -> write(place, "first"));
        assertThrows(
                IllegalStateException.class,
                () ->
                        DirectoryWriter.replace(
                                target,
                                place -> {
                                    write(place, "half");
                                    throw new IllegalStateException();
                                }));
        assertEquals("first", Files.readString(target.resolve("file")));
        Files.move(target, target.resolveSibling("model.old")); // as if killed between two renames
        DirectoryWriter.recover(target);
        assertEquals("first", Files.readString(target.resolve("file")));
    }

    private static void write(Path directory, String text) {
        JsonFiles.write(directory.resolve("other.json"), Map.of());
        try {
            Files.writeString(directory.resolve("file"), text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void build(Path directory) {
        try (Checkpoint checkpoint = Checkpoint.open(directory)) {
            new BertEncoder(Parameters.from(checkpoint, 1, 0.02).at("bert"), checkpoint.config());
        }
    }

    private Path copyOfTiny() throws IOException {
        Path copy = temporary.resolve("tiny");
        Files.createDirectories(copy);
        try (var files = Files.list(Golden.named("tiny").directory())) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }
}
