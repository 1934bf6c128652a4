package org.bert4j.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.checkpoint.Golden;
import org.bert4j.layer.Dropout;
import org.bert4j.pretraining.PretrainingRow;
import org.bert4j.pretraining.PretrainingRows;
import org.bert4j.task.PretrainingModel.Heads;
import org.bert4j.tensor.Gradients;
import org.bert4j.tensor.Precision;
import org.bert4j.tensor.Tensor;
import org.bert4j.tensor.TensorScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Against transformers' `BertForPreTraining`.
class PretrainingModelTest {
    private final Golden golden = Golden.named("tiny-pretraining");
    private final List<PretrainingRow> rows = rows();
    private TensorScope scope;
    private PretrainingModel model;

    @BeforeEach
    void load() {
        scope = TensorScope.open();
        try (Checkpoint checkpoint = Checkpoint.open(golden.directory())) {
            model = PretrainingModel.load(checkpoint, Heads.TOKENS_AND_SENTENCES, 1);
        }
    }

    @AfterEach
    void close() {
        model.close();
        scope.close();
    }

    private List<PretrainingRow> rows() {
        List<PretrainingRow> found = new ArrayList<>();
        int next = 0;
        for (int row = 0; row < golden.json().get("places").size(); row++) {
            int[] places = ints(golden.json().get("places").get(row));
            int[] truth = new int[places.length];
            for (int i = 0; i < truth.length; i++) {
                truth[i] = golden.json().get("truth").get(next++).asInt();
            }
            found.add(
                    new PretrainingRow(
                            golden.unpadded("inputIds", row),
                            golden.unpadded("tokenTypeIds", row),
                            places,
                            truth,
                            golden.json().get("follows").get(row).asInt()));
        }
        return found;
    }

    private static int[] ints(JsonNode array) {
        return array.valueStream().mapToInt(JsonNode::asInt).toArray();
    }

    /// Rows in memory, the same in every epoch.
    private record Fixed(List<PretrainingRow> rows) implements PretrainingRows {
        @Override
        public int size() {
            return rows.size();
        }

        @Override
        public int maxLength() {
            return rows.stream().mapToInt(row -> row.inputIds().length).max().orElseThrow();
        }

        @Override
        public int length(int row) {
            return rows.get(row).length();
        }

        @Override
        public PretrainingRow row(int row, int epoch) {
            return rows.get(row);
        }

        @Override
        public String hash() {
            return "fixed";
        }
    }

    @Test
    void everyParameterOfThePublishedClassIsFound() {
        assertEquals(List.of(), model.bert().report().initialised());
        assertEquals(List.of(), model.bert().report().unused());
    }

    @Test
    void logitsOfBothHeadsAreThoseOfTransformers() {
        var logits = model.forward(rows, PretrainingObjective.places(rows), Dropout.NONE);
        assertArrayEquals(
                Golden.floats(golden.json().get("tokenLogits")), logits.tokens().toFloats(), 1e-5f);
        assertArrayEquals(
                Golden.floats(golden.json().get("sentenceLogits")),
                logits.sentences().orElseThrow().toFloats(),
                1e-5f);
    }

    @Test
    void lossAndGradientsAreThoseOfTransformersAlsoInPieces() {
        PretrainingObjective objective = new PretrainingObjective(model, new Fixed(rows));
        int[] batch = IntStream.range(0, rows.size()).toArray();
        double loss = 0;
        for (int[] part : List.of(new int[] {0, 1, 2}, new int[] {3})) {
            Tensor share = objective.share(part, batch, Dropout.NONE);
            Gradients.backward(share);
            loss += share.item();
        }
        assertEquals(golden.json().get("loss").asDouble(), loss, 1e-5);
        for (var expected : golden.json().get("gradients").properties()) {
            assertArrayEquals(
                    Golden.floats(expected.getValue()),
                    model.bert().parameters().get(expected.getKey()).gradient().toFloats(),
                    1e-5f,
                    expected.getKey());
        }
    }

    @Test
    void scoresCountMaskedTokensAndPairs() {
        PretrainingScores scores = new PretrainingScores(model, Precision.FP32);
        scores.add(rows.subList(0, 2));
        scores.add(rows.subList(2, 4));
        var figures = scores.figures();
        assertEquals(7L, figures.get("total"));
        assertEquals(4L, figures.get("sentence_pairs"));
        double accuracy = (double) figures.get("mlm_accuracy") * 7;
        assertEquals(Math.rint(accuracy), accuracy, 1e-9);
        assertTrue((double) figures.get("loss") > 0);
        assertEquals(
                Math.exp((double) figures.get("loss")), (double) figures.get("perplexity"), 1e-9);
    }

    @Test
    void theLowerBoundIsWilsons() {
        double bound = PretrainingScores.lowerBound(87, 100);
        assertEquals(0, equation(bound, 0.87, 100), 1e-9);
        assertTrue(bound < 0.87);
    }

    /// The bound is the p from which the share is 1.645 standard errors away.
    private static double equation(double p, double share, double all) {
        return (share - p) - 1.6448536269514722 * Math.sqrt(p * (1 - p) / all);
    }
}
