package org.bert4j.checkpoint;

import org.bert4j.batch.TokenBatch;
import org.bert4j.feature.TextRow;

import tools.jackson.databind.JsonNode;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// The small random models in the test resources, and what transformers made of them (see the `origin` in each file).
public record Golden(Path directory, JsonNode json) {
    public static Golden named(String name) {
        try {
            Path directory = Path.of(Golden.class.getResource(name).toURI());
            return new Golden(directory, JsonFiles.readObject(directory.resolve("golden.json")));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The golden inputs as a batch: the file pads them, we pad them again.
    public TokenBatch batch() {
        return batch(IntStream.range(0, json.get("inputIds").size()).boxed().toList());
    }

    /// Some rows of the golden inputs.
    public TokenBatch batch(List<Integer> rows) {
        return TokenBatch.of(
                rows.stream()
                        .map(
                                row ->
                                        new TextRow(
                                                unpadded("inputIds", row),
                                                unpadded("tokenTypeIds", row),
                                                false))
                        .toList(),
                0);
    }

    public int length(int row) {
        int length = 0;
        for (JsonNode real : json.get("attentionMask").get(row)) {
            length += real.asInt();
        }
        return length;
    }

    public int[] unpadded(String key, int row) {
        int[] values = new int[length(row)];
        for (int i = 0; i < values.length; i++) {
            values[i] = json.get(key).get(row).get(i).asInt();
        }
        return values;
    }

    /// All numbers below a node, in order.
    public static float[] floats(JsonNode node) {
        List<Float> values = new ArrayList<>();
        collect(node, values);
        float[] array = new float[values.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = values.get(i);
        }
        return array;
    }

    private static void collect(JsonNode node, List<Float> values) {
        if (node.isNumber()) {
            values.add(node.floatValue());
        }
        node.forEach(child -> collect(child, values));
    }
}
