package org.bert4j.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.encoder.BertEncoder;
import org.bert4j.layer.Parameters;
import org.bert4j.tensor.ElementType;
import org.bert4j.tensor.SafeTensors;
import org.bert4j.tensor.TensorFile;
import org.bert4j.tokenizer.BadInputException;
import org.bert4j.tokenizer.BertTokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

class ExtendedVocabularyTest {
    /// Both are in pieces that the vocabulary of the golden models has.
    private static final List<String> WORDS = List.of("chinais", "thethe");

    @TempDir Path temporary;

    private Path extended(String model) {
        Path directory = temporary.resolve("extended");
        Path source = Golden.named("tiny").directory().resolveSibling(model);
        try (Checkpoint checkpoint = Checkpoint.open(source)) {
            ExtendedVocabulary.write(checkpoint, WORDS, directory);
        }
        return directory;
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny", "tiny-old", "tiny-sharded", "tiny-qa"})
    void theResultOpensLikeAnyCheckpointAndHasTheWords(String model) {
        try (Checkpoint checkpoint = Checkpoint.open(extended(model))) {
            assertEquals(122, checkpoint.config().vocabSize());
            BertTokenizer tokenizer = checkpoint.tokenizer();
            assertArrayEquals(new int[] {120, 121}, tokenizer.tokenize("ChinaIs thethe").ids());
            Parameters parameters = Parameters.from(checkpoint, 1, 0.02);
            new BertEncoder(parameters.at("bert"), checkpoint.config());
            List<String> fresh = List.copyOf(checkpoint.report(parameters).initialised());
            assertFalse(fresh.contains("bert.embeddings.word_embeddings.weight"), fresh.toString());
        }
    }

    @Test
    void aWordBeginsAsTheMeanOfItsPiecesAndEverythingElseIsAsItWas() {
        Path source = Golden.named("tiny-old").directory();
        try (Checkpoint before = Checkpoint.open(source);
                TensorFile old = TensorFile.open(source.resolve("pytorch_model.bin"));
                SafeTensors now =
                        SafeTensors.open(extended("tiny-old").resolve("model.safetensors"))) {
            assertEquals(old.names().size(), now.names().size());
            for (String name : old.names()) {
                if (old.get(name).type() != ElementType.F32) {
                    assertEquals(-1, old.get(name).data().mismatch(now.get(name).data()), name);
                    continue;
                }
                float[] had = old.get(name).toFloats();
                float[] has = now.get(name).toFloats();
                assertArrayEquals(had, Arrays.copyOf(has, had.length), name);
                if (had.length != has.length) {
                    int width = had.length / 120;
                    assertIsMean(before.tokenizer(), had, has, width);
                }
            }
            assertEquals(122, now.get("cls.predictions.bias").elementCount());
        }
    }

    private static void assertIsMean(BertTokenizer tokenizer, float[] had, float[] has, int width) {
        for (int word = 0; word < WORDS.size(); word++) {
            int[] pieces = tokenizer.tokenize(WORDS.get(word)).ids();
            assertTrue(pieces.length > 1);
            for (int column = 0; column < width; column++) {
                double sum = 0;
                for (int piece : pieces) {
                    sum += had[piece * width + column];
                }
                assertEquals(sum / pieces.length, has[(120 + word) * width + column], 1e-7);
            }
        }
    }

    @Test
    void optionsOfTheTaskAndKeysOfTheConfigurationStay() throws IOException {
        Path model = temporary.resolve("model");
        Files.createDirectories(model.resolve("1_Pooling"));
        for (String file : List.of("config.json", "vocab.txt", "model.safetensors")) {
            Files.copy(Golden.named("tiny-qa").directory().resolve(file), model.resolve(file));
        }
        Files.writeString(model.resolve("bert4j_qa.json"), "{}");
        Files.writeString(model.resolve("trainer_state.json"), "{}");
        Files.writeString(model.resolve("1_Pooling/config.json"), "{\"a\": 1}");
        Path directory = temporary.resolve("extended");
        try (Checkpoint checkpoint = Checkpoint.open(model)) {
            ExtendedVocabulary.write(checkpoint, WORDS, directory);
        }
        assertEquals("{}", Files.readString(directory.resolve("bert4j_qa.json")));
        assertEquals("{\"a\": 1}", Files.readString(directory.resolve("1_Pooling/config.json")));
        assertFalse(Files.exists(directory.resolve("trainer_state.json")));
        assertEquals(
                "[\"BertForQuestionAnswering\"]",
                JsonFiles.readObject(directory.resolve("config.json"))
                        .get("architectures")
                        .toString());
    }

    /// Published tables are sometimes longer than the vocabulary; the new words take rows that nobody used.
    @Test
    void rowsBehindTheVocabularyAreUsedFirst() throws IOException {
        Path model = temporary.resolve("model");
        Files.createDirectories(model);
        Path tiny = Golden.named("tiny").directory();
        for (String file : List.of("config.json", "model.safetensors")) {
            Files.copy(tiny.resolve(file), model.resolve(file));
        }
        List<String> tokens = Files.readAllLines(tiny.resolve("vocab.txt"));
        Files.write(model.resolve("vocab.txt"), tokens.subList(0, 119));
        Path directory = temporary.resolve("extended");
        try (Checkpoint checkpoint = Checkpoint.open(model)) {
            ExtendedVocabulary.write(checkpoint, WORDS, directory);
        }
        try (Checkpoint checkpoint = Checkpoint.open(directory)) {
            assertEquals(121, checkpoint.config().vocabSize());
            assertArrayEquals(
                    new int[] {119, 120}, checkpoint.tokenizer().tokenize("chinais thethe").ids());
        }
    }

    @Test
    void nothingIsWrittenOverAndNothingWithoutWords() throws IOException {
        Path directory = Files.createDirectories(temporary.resolve("full"));
        Files.writeString(directory.resolve("notes.txt"), "precious");
        try (Checkpoint checkpoint = Checkpoint.open(Golden.named("tiny").directory())) {
            assertThrows(
                    BadInputException.class,
                    () -> ExtendedVocabulary.write(checkpoint, WORDS, directory));
            assertThrows(
                    BadInputException.class,
                    () ->
                            ExtendedVocabulary.write(
                                    checkpoint, List.of(), temporary.resolve("other")));
        }
        assertEquals("precious", Files.readString(directory.resolve("notes.txt")));
        assertFalse(Files.exists(temporary.resolve("other")));
    }
}
