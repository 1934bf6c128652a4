package org.bert4j.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.checkpoint.Golden;
import org.bert4j.checkpoint.SentenceFiles;
import org.bert4j.dataset.Columns;
import org.bert4j.dataset.TextExample;
import org.bert4j.layer.Dropout;
import org.bert4j.tensor.TensorScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class EmbedModelTest {
    private static final Golden GOLDEN = Golden.named("tiny-embed");

    @TempDir Path temporary;

    @ParameterizedTest
    @EnumSource
    void vectorsAreThoseOfSentenceTransformers(Pooling pooling) throws IOException {
        try (var _ = TensorScope.open();
                EmbedModel model = load(directory(pooling), EmbedTask.Loss.COSINE)) {
            assertEquals(pooling, model.pooling());
            List<String> sentences =
                    GOLDEN.json().get("sentences").valueStream().map(JsonNode::asString).toList();
            TextExample example = new TextExample("f:1", sentences, List.of());
            Embeddings found = model.answers(encoded(model, List.of(example))).getFirst();
            assertEquals(sentences.size(), found.vectors().size());
            for (int i = 0; i < sentences.size(); i++) {
                assertArrayEquals(
                        GOLDEN.unpadded("inputIds", i), model.rows(example).get(i).inputIds());
                float[] expected = Golden.floats(GOLDEN.json().get(pooling.toString()).get(i));
                assertArrayEquals(expected, found.vectors().get(i), 1e-5f, sentences.get(i));
            }
        }
    }

    /// The golden directory says nothing, and so means the mean.
    private Path directory(Pooling pooling) throws IOException {
        if (pooling == Pooling.MEAN) {
            return GOLDEN.directory();
        }
        for (String name : List.of("config.json", "vocab.txt", "model.safetensors")) {
            Files.copy(GOLDEN.directory().resolve(name), temporary.resolve(name));
        }
        SentenceFiles.write(temporary, 8, 48, true);
        return temporary;
    }

    @Test
    void vectorsOfASavedModelAreTheSame() throws IOException {
        TextExample example = new TextExample("f:1", List.of("who is she", "paris"), List.of());
        Path saved = Files.createDirectories(temporary.resolve("saved"));
        try (var _ = TensorScope.open();
                EmbedModel model = load(GOLDEN.directory(), EmbedTask.Loss.COSINE)) {
            model.save(saved);
            try (EmbedModel again = load(saved, EmbedTask.Loss.COSINE)) {
                Embeddings before = model.answers(encoded(model, List.of(example))).getFirst();
                Embeddings after = again.answers(encoded(again, List.of(example))).getFirst();
                assertArrayEquals(before.vectors().get(1), after.vectors().get(1));
            }
        }
    }

    /// Each query sees the documents of both and the one wrong text: softmax over 20 times the cosines.
    @Test
    void contrastiveLossCountsTheThirdTextAgainstAllQueries() {
        List<TextExample> examples =
                List.of(
                        new TextExample("f:1", List.of("who", "where is he", "paris"), List.of()),
                        new TextExample("f:2", List.of("new york", "the city"), List.of()));
        try (var _ = TensorScope.open();
                EmbedModel model = load(GOLDEN.directory(), EmbedTask.Loss.CONTRASTIVE)) {
            List<Embeddings> vectors = model.answers(encoded(model, examples));
            List<float[]> documents =
                    List.of(
                            vectors.get(0).vectors().get(1),
                            vectors.get(1).vectors().get(1),
                            vectors.get(0).vectors().get(2));
            double expected = 0;
            for (int i = 0; i < 2; i++) {
                float[] query = vectors.get(i).vectors().getFirst();
                double sum = 0;
                for (float[] document : documents) {
                    sum += Math.exp(20 * Embeddings.cosine(query, document));
                }
                expected += Math.log(sum) - 20 * Embeddings.cosine(query, documents.get(i));
            }
            double loss = model.loss(encoded(model, examples), Dropout.NONE).item();
            assertEquals(expected, loss, 1e-4);
        }
    }

    private static EmbedModel load(Path directory, EmbedTask.Loss loss) {
        try (Checkpoint checkpoint = Checkpoint.open(directory)) {
            return new EmbedTask(Columns.DETECT, GoldenTask.TEXT, loss).load(checkpoint);
        }
    }

    private static Encoded<TextExample> encoded(EmbedModel model, List<TextExample> examples) {
        List<Item<TextExample>> items =
                examples.stream().map(example -> new Item<>(example, model.rows(example))).toList();
        return Encoded.of(items, model, Dropout.NONE);
    }
}
