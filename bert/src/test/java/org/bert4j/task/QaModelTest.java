package org.bert4j.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.checkpoint.Golden;
import org.bert4j.head.SpanHead;
import org.bert4j.layer.Dropout;
import org.bert4j.loss.SpanLoss;
import org.bert4j.tensor.Gradients;
import org.bert4j.tensor.Tensor;
import org.bert4j.tensor.TensorScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import java.util.List;

class QaModelTest {
    private static final Golden GOLDEN = Golden.named("tiny-qa");

    private TensorScope scope;
    private Checkpoint checkpoint;
    private QaModel model;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
        checkpoint = Checkpoint.open(GOLDEN.directory());
        model = QaModel.load(checkpoint, 1);
    }

    @AfterEach
    void close() {
        checkpoint.close();
        scope.close();
    }

    @Test
    void logitsAreThoseOfTransformers() {
        assertEquals(List.of(), model.bert().report().initialised());
        SpanHead.Logits logits = model.forward(GOLDEN.batch(), Dropout.NONE);
        for (int row = 0; row < 3; row++) {
            assertRow("startLogits", row, logits.start());
            assertRow("endLogits", row, logits.end());
        }
    }

    private static void assertRow(String key, int row, Tensor logits) {
        int length = GOLDEN.length(row);
        float[] expected = Golden.floats(GOLDEN.json().get(key).get(row));
        float[] found = logits.select(0, row).toFloats();
        for (int i = 0; i < length; i++) {
            assertEquals(expected[i], found[i], 1e-5f, "%s[%d][%d]".formatted(key, row, i));
        }
        for (int i = length; i < found.length; i++) {
            assertEquals(Float.NEGATIVE_INFINITY, found[i], "a padded token can be no answer");
        }
    }

    /// transformers counts padded tokens in the softmax; given its logits, the loss is the same number.
    @Test
    void lossIsThatOfTransformersOnTheSameLogits() {
        int columns = GOLDEN.json().get("startLogits").get(0).size();
        Tensor start = Tensor.of(Golden.floats(GOLDEN.json().get("startLogits")), 3, columns);
        Tensor end = Tensor.of(Golden.floats(GOLDEN.json().get("endLogits")), 3, columns);
        JsonNode inside = GOLDEN.json().get("cases").get(0);
        Tensor loss =
                SpanLoss.sum(
                        new SpanHead.Logits(start, end),
                        positions(inside, "startPositions"),
                        positions(inside, "endPositions"));
        assertEquals(inside.get("loss").asDouble(), loss.item() / 3, 1e-5);
    }

    @Test
    void gradientsAreThoseOfTransformersWithNothingPadded() {
        JsonNode alone = GOLDEN.json().get("cases").get(4);
        assertEquals("the third row alone, which has no padding", alone.get("what").asString());
        Tensor loss = loss(List.of(2), alone);
        assertEquals(alone.get("loss").asDouble(), loss.item(), 1e-5);
        Gradients.backward(loss);
        for (var entry : alone.get("gradientNorms").properties()) {
            double squares = 0;
            for (float value :
                    model.bert().parameters().get(entry.getKey()).gradient().toFloats()) {
                squares += (double) value * value;
            }
            assertEquals(entry.getValue().asDouble(), Math.sqrt(squares), 1e-5, entry.getKey());
        }
    }

    @Test
    void paddingChangesNeitherLogitsNorLoss() {
        SpanHead.Logits together = model.forward(GOLDEN.batch(), Dropout.NONE);
        for (int row = 0; row < 3; row++) {
            float[] alone =
                    model.forward(GOLDEN.batch(List.of(row)), Dropout.NONE).start().toFloats();
            float[] padded = together.start().select(0, row).toFloats();
            for (int i = 0; i < alone.length; i++) {
                assertEquals(alone[i], padded[i], 1e-6f);
            }
        }
        JsonNode inside = GOLDEN.json().get("cases").get(0);
        double oneByOne = 0;
        for (int row = 0; row < 3; row++) {
            oneByOne += loss(List.of(row), row(inside, row)).item();
        }
        assertEquals(oneByOne, loss(List.of(0, 1, 2), inside).item(), 1e-5);
    }

    @Test
    void aFrozenEncoderHasNoGradients() {
        model.bert().freeze(Freeze.ENCODER);
        JsonNode inside = GOLDEN.json().get("cases").get(0);
        Gradients.backward(loss(List.of(0, 1, 2), inside));
        model.bert()
                .parameters()
                .forEach(
                        (name, tensor) ->
                                assertEquals(!name.startsWith("bert."), tensor.isTrainable()));
        assertArrayEquals(
                new long[] {2, 16},
                model.bert().parameters().get("qa_outputs.weight").gradient().shape());
    }

    private Tensor loss(List<Integer> rows, JsonNode truth) {
        return SpanLoss.sum(
                model.forward(GOLDEN.batch(rows), Dropout.NONE),
                positions(truth, "startPositions"),
                positions(truth, "endPositions"));
    }

    private static JsonNode row(JsonNode truth, int row) {
        var one = JsonNodeFactory.instance.objectNode();
        one.putArray("startPositions").add(truth.get("startPositions").get(row));
        one.putArray("endPositions").add(truth.get("endPositions").get(row));
        return one;
    }

    private static Tensor positions(JsonNode truth, String key) {
        long[] values = new long[truth.get(key).size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = truth.get(key).get(i).asLong();
        }
        return Tensor.of(values, values.length);
    }
}
