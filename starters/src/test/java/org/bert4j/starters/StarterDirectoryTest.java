package org.bert4j.starters;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.checkpoint.JsonFiles;
import org.bert4j.tensor.SafeTensors;
import org.bert4j.tokenizer.BertTokenizer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Both starters, pulled through Maven into an empty cache.
class StarterDirectoryTest {
    @TempDir private static Path home;

    @BeforeAll
    static void pullBoth() {
        System.setProperty("bert4j.home", home.toString());
        Starters.list()
                .forEach(starter -> Starters.pull(starter.name(), PullListener.SILENT, false));
    }

    @AfterAll
    static void forgetHome() {
        System.clearProperty("bert4j.home");
    }

    @ParameterizedTest
    @ValueSource(strings = {"minilm", "bge-small-zh"})
    void holdsWhatHuggingFaceReads(String name) throws IOException {
        Path directory = directory(name);
        try (Stream<Path> files = Files.walk(directory)) {
            List<String> names =
                    files.filter(Files::isRegularFile)
                            .map(file -> directory.relativize(file).toString().replace('\\', '/'))
                            .sorted()
                            .toList();
            assertEquals(
                    List.of(
                            "1_Pooling/config.json",
                            "README.md",
                            "config.json",
                            "model.safetensors",
                            "modules.json",
                            "sentence_bert_config.json",
                            "special_tokens_map.json",
                            "tokenizer.json",
                            "tokenizer_config.json",
                            "vocab.txt"),
                    names);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "minilm,       30522, 384, 6, 12, 1536, 101",
        "bge-small-zh, 21128, 512, 4, 8,  2048, 69"
    })
    void theConfigurationFitsTheTensors(
            String name, int vocabulary, int hidden, int layers, int heads, int inner, int count) {
        Path directory = directory(name);
        JsonNode config = JsonFiles.readObject(directory.resolve("config.json"));
        assertEquals(vocabulary, config.get("vocab_size").asInt());
        assertEquals(hidden, config.get("hidden_size").asInt());
        assertEquals(layers, config.get("num_hidden_layers").asInt());
        assertEquals(heads, config.get("num_attention_heads").asInt());
        assertEquals(inner, config.get("intermediate_size").asInt());
        assertEquals(512, config.get("max_position_embeddings").asInt());
        assertEquals(2, config.get("type_vocab_size").asInt());
        try (SafeTensors weights = SafeTensors.open(directory.resolve("model.safetensors"))) {
            assertEquals(count, weights.names().size());
            assertArrayEquals(
                    new long[] {inner, hidden},
                    weights.get("encoder.layer.0.intermediate.dense.weight").shape());
            assertArrayEquals(
                    new long[] {hidden, inner},
                    weights.get("encoder.layer.0.output.dense.weight").shape());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"minilm", "bge-small-zh"})
    void theListSaysTheTruth(String name) {
        Starter starter = Starters.find(name).orElseThrow();
        Path file = directory(name).resolve("model.safetensors");
        try (SafeTensors weights = SafeTensors.open(file)) {
            long parameters =
                    weights.names().stream()
                            .mapToLong(tensor -> weights.get(tensor).elementCount())
                            .sum();
            assertEquals(starter.parameters(), parameters);
        }
        JsonNode config = JsonFiles.readObject(directory(name).resolve("config.json"));
        assertEquals(starter.layers(), config.get("num_hidden_layers").asInt());
        assertEquals(starter.hiddenSize(), config.get("hidden_size").asInt());
    }

    /// Pieces by tokenizers 0.22.2 from the published tokenizer.json, its input lower-cased.
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    minilm       | The capital of China is Beijing. | the capital of china is beijing .
                    minilm       | Hello [MASK] Naïveté             | hello [MASK] naive ##te
                    bge-small-zh | 北京是 China 的首都。            | 北 京 是 china 的 首 都 。
                    """)
    void tokenisesInLowerCaseWithoutPadding(String name, String text, String pieces) {
        Path directory = directory(name);
        var tokens = BertTokenizer.load(directory).tokenize(text);
        assertEquals(
                pieces,
                String.join(
                        " ", IntStream.range(0, tokens.size()).mapToObj(tokens::token).toList()));
        JsonNode json = JsonFiles.readObject(directory.resolve("tokenizer.json"));
        assertTrue(json.path("padding").isNull());
        assertTrue(json.path("truncation").isNull());
        assertTrue(json.path("normalizer").path("lowercase").asBoolean());
        JsonNode settings = JsonFiles.readObject(directory.resolve("tokenizer_config.json"));
        assertTrue(settings.path("do_lower_case").asBoolean());
        assertEquals(512, settings.path("model_max_length").asInt());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"minilm, true", "bge-small-zh, false"})
    void poolsAsItsMakersDo(String name, boolean mean) {
        Path directory = directory(name);
        JsonNode pooling = JsonFiles.readObject(directory.resolve("1_Pooling/config.json"));
        assertEquals(mean, pooling.get("pooling_mode_mean_tokens").asBoolean());
        assertEquals(!mean, pooling.get("pooling_mode_cls_token").asBoolean());
    }

    @ParameterizedTest
    @ValueSource(strings = {"minilm", "bge-small-zh"})
    void namesOriginAndLicence(String name) throws IOException {
        Starter starter = Starters.find(name).orElseThrow();
        String readme = Files.readString(directory(name).resolve("README.md"));
        assertTrue(readme.contains(starter.origin()));
        assertTrue(readme.contains("Licence of the weights: " + starter.licence()));
        assertFalse(readme.contains("%"));
    }

    private static Path directory(String name) {
        return Starters.directory(Starters.find(name).orElseThrow());
    }
}
