package org.bert4j.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.bert4j.checkpoint.Golden;
import org.bert4j.checkpoint.JsonFiles;
import org.bert4j.tensor.Gradients;
import org.bert4j.tensor.Tensor;

import tools.jackson.databind.JsonNode;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// One case of losses.json: inputs, and the loss and gradients that torch, sentence-transformers or pytorch-crf computed
/// from them in float64. The origin is in the file.
public record GoldenLoss(JsonNode json) {
    private static final float TOLERANCE =
            1e-5f; // float32 sums differ that much between processors

    /// All cases of one loss.
    public static Stream<GoldenLoss> of(String loss) {
        try {
            Path file = Path.of(GoldenLoss.class.getResource("losses.json").toURI());
            return JsonFiles.readObject(file).get(loss).valueStream().map(GoldenLoss::new);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    public Tensor floats(String key) {
        return Tensor.of(values(key), shape(json.get(key)));
    }

    public Tensor longs(String key) {
        float[] values = values(key);
        long[] integers = new long[values.length];
        Arrays.setAll(integers, i -> (long) values[i]);
        return Tensor.of(integers, shape(json.get(key)));
    }

    public float[] values(String key) {
        return Golden.floats(json.get(key));
    }

    public double number(String key) {
        return json.get(key).asDouble();
    }

    /// @param leaves by the name their gradient has in the file
    public void check(Tensor loss, Map<String, Tensor> leaves) {
        assertEquals(0, loss.shape().length, "a loss is a scalar");
        assertEquals(number("loss"), loss.item(), TOLERANCE * Math.max(1, number("loss")));
        Gradients.backward(loss);
        leaves.forEach(
                (name, leaf) ->
                        assertArrayEquals(
                                Golden.floats(json.get("gradients").get(name)),
                                leaf.gradient().toFloats(),
                                TOLERANCE,
                                name));
    }

    private static long[] shape(JsonNode node) {
        if (!node.isArray()) {
            return new long[0];
        }
        LongStream inner = LongStream.of(shape(node.get(0)));
        return LongStream.concat(LongStream.of(node.size()), inner).toArray();
    }

    @Override
    public String toString() {
        return json.get("what").asString();
    }
}
