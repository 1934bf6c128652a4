package org.bert4j.oracle.starters;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.bert4j.batch.TokenBatch;
import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.encoder.BertEncoder;
import org.bert4j.feature.TextRow;
import org.bert4j.layer.Dropout;
import org.bert4j.layer.Parameters;
import org.bert4j.starters.PullListener;
import org.bert4j.starters.Starter;
import org.bert4j.starters.Starters;
import org.bert4j.tensor.Gradients;
import org.bert4j.tensor.TensorScope;
import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.Encoding;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Our encoder on a pulled starter against ONNX Runtime on the graph it came from.
class StarterEmbeddingsTest {
    private static final float TOLERANCE = 1e-4f;

    private static final List<String> ENGLISH =
            List.of(
                    "What is the capital of China?",
                    "The capital of China is Beijing.",
                    "A naïve café owner's résumé; 3,141 words & one [MASK].",
                    "Hi",
                    "word ".repeat(300));

    private static final List<String> CHINESE =
            List.of("中国的首都是哪里？", "中国的首都是北京。", "2024年，我们 took the train 去北京。", "好", "长".repeat(500));

    /// A cache that the build keeps, and that is not the user's.
    @BeforeAll
    static void useACacheOfTheBuild() {
        System.setProperty("bert4j.home", Path.of("target", "bert4j-home").toString());
    }

    @AfterAll
    static void forgetTheCache() {
        System.clearProperty("bert4j.home");
    }

    @ParameterizedTest
    @ValueSource(strings = {"minilm", "bge-small-zh"})
    void sentenceEmbeddingsEqualOnnxRuntimes(String name) throws Exception {
        Starter starter = Starters.find(name).orElseThrow();
        Path directory = Starters.pull(name, PullListener.SILENT, false);
        List<Encoding> texts = encode(BertTokenizer.load(directory), texts(starter));
        float[][][] ours = sequenceOutputs(directory, texts);
        try (var onnx = new OnnxSentenceEmbeddings(starter)) {
            for (int i = 0; i < texts.size(); i++) {
                int[] ids = texts.get(i).inputIds();
                float[][] theirs = onnx.sequenceOutput(ids);
                assertEquals(theirs.length, ids.length);
                for (int token = 0; token < ids.length; token++) {
                    assertArrayEquals(theirs[token], ours[i][token], TOLERANCE);
                }
                float[][] real = Arrays.copyOf(ours[i], ids.length);
                assertArrayEquals(
                        onnx.embed(ids), OnnxSentenceEmbeddings.pooled(starter, real), TOLERANCE);
            }
        }
    }

    private static List<String> texts(Starter starter) {
        return starter.language().equals("Chinese") ? CHINESE : ENGLISH;
    }

    private static List<Encoding> encode(BertTokenizer tokenizer, List<String> texts) {
        return texts.stream().map(tokenizer::encode).toList();
    }

    /// All texts in one padded batch, so that padding is tested too: `[batch][tokens][hidden]`.
    private static float[][][] sequenceOutputs(Path directory, List<Encoding> texts) {
        try (var checkpoint = Checkpoint.open(directory);
                var _ = TensorScope.open();
                var _ = Gradients.off()) {
            Parameters parameters = Parameters.from(checkpoint, 42, 0.02);
            BertEncoder encoder = new BertEncoder(parameters.at("bert"), checkpoint.config());
            TokenBatch batch =
                    TokenBatch.of(
                            texts.stream()
                                    .map(
                                            text ->
                                                    new TextRow(
                                                            text.inputIds(),
                                                            text.tokenTypeIds(),
                                                            false))
                                    .toList(),
                            checkpoint.tokenizer().padId());
            float[] values = encoder.forward(batch, Dropout.NONE).toFloats();
            return split(values, texts.size(), batch.tokens());
        }
    }

    private static float[][][] split(float[] values, int rows, int tokens) {
        int hidden = values.length / rows / tokens;
        float[][][] result = new float[rows][tokens][];
        for (int row = 0; row < rows; row++) {
            for (int token = 0; token < tokens; token++) {
                int start = (row * tokens + token) * hidden;
                result[row][token] = Arrays.copyOfRange(values, start, start + hidden);
            }
        }
        return result;
    }
}
