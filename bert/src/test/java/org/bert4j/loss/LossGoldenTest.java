package org.bert4j.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.bert4j.tensor.Precision;
import org.bert4j.tensor.Tensor;
import org.bert4j.tensor.TensorException;
import org.bert4j.tensor.TensorScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Map;
import java.util.stream.Stream;

/// Values and gradients against torch and sentence-transformers.
class LossGoldenTest {
    private TensorScope scope;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    static Stream<GoldenLoss> crossEntropy() {
        return GoldenLoss.of("crossEntropy");
    }

    @ParameterizedTest
    @MethodSource
    void crossEntropy(GoldenLoss golden) {
        Tensor logits = golden.floats("logits").trainable(true);
        var options =
                new CrossEntropy.Options(golden.values("weights"), golden.number("smoothing"));
        golden.check(
                CrossEntropy.sum(logits, golden.longs("labels"), options),
                Map.of("logits", logits));
    }

    @Test
    void tokenLossIsCrossEntropyOverWords() {
        GoldenLoss golden = GoldenLoss.of("crossEntropy").findFirst().orElseThrow();
        Tensor logits = golden.floats("logits").trainable(true);
        golden.check(TokenLoss.sum(logits, golden.longs("labels")), Map.of("logits", logits));
    }

    static Stream<GoldenLoss> binaryCrossEntropy() {
        return GoldenLoss.of("binaryCrossEntropy");
    }

    @ParameterizedTest
    @MethodSource
    void binaryCrossEntropy(GoldenLoss golden) {
        Tensor logits = golden.floats("logits").trainable(true);
        golden.check(
                BinaryCrossEntropy.sum(logits, golden.floats("targets")), Map.of("logits", logits));
    }

    static Stream<GoldenLoss> squaredError() {
        return GoldenLoss.of("squaredError");
    }

    @ParameterizedTest
    @MethodSource
    void squaredError(GoldenLoss golden) {
        Tensor predictions = golden.floats("predictions").trainable(true);
        golden.check(
                SquaredError.sum(predictions, golden.floats("targets")),
                Map.of("predictions", predictions));
    }

    static Stream<GoldenLoss> inBatchNegatives() {
        return GoldenLoss.of("inBatchNegatives");
    }

    @ParameterizedTest
    @MethodSource
    void inBatchNegatives(GoldenLoss golden) {
        Tensor queries = golden.floats("queries").trainable(true);
        Tensor documents = golden.floats("documents").trainable(true);
        golden.check(
                InBatchNegatives.sum(queries, documents, golden.number("scale")),
                Map.of("queries", queries, "documents", documents));
    }

    @ParameterizedTest
    @EnumSource(names = {"FP32", "BF16"})
    void inBatchNegativesAreFloat32UnderMixedPrecision(Precision precision) {
        GoldenLoss golden = GoldenLoss.of("inBatchNegatives").findFirst().orElseThrow();
        Tensor queries = golden.floats("queries").trainable(true);
        Tensor loss;
        try (var _ = precision.open()) {
            loss = InBatchNegatives.sum(queries, golden.floats("documents"), 20);
        }
        golden.check(loss, Map.of("queries", queries));
    }

    static Stream<GoldenLoss> cosine() {
        return GoldenLoss.of("cosine");
    }

    @ParameterizedTest
    @MethodSource
    void cosine(GoldenLoss golden) {
        Tensor first = golden.floats("first").trainable(true);
        Tensor second = golden.floats("second").trainable(true);
        golden.check(
                CosineLoss.sum(first, second, golden.floats("targets")),
                Map.of("first", first, "second", second));
    }

    @Test
    void targetsOfAnotherShapeAreRefusedInsteadOfBroadcast() {
        Tensor column = Tensor.zeros(3, 1);
        var e =
                assertThrows(
                        TensorException.class, () -> SquaredError.sum(column, Tensor.zeros(3)));
        assertEquals(
                "SquaredError needs targets of the shape of the predictions, but got [3, 1] and"
                        + " [3]",
                e.getMessage());
    }

    @Test
    void fewerDocumentsThanQueriesAreRefused() {
        assertThrows(
                TensorException.class,
                () -> InBatchNegatives.sum(Tensor.zeros(3, 2), Tensor.zeros(2, 2), 20));
    }

    @Test
    void weightsForAnotherNumberOfClassesAreRefused() {
        var options = new CrossEntropy.Options(new float[] {2}, 0);
        Tensor labels = Tensor.of(new long[] {0}, 1);
        var e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> CrossEntropy.sum(Tensor.zeros(1, 3), labels, options));
        assertEquals("There are 1 class weights for 3 classes; give one per class", e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-1, 0", "NaN, 0", "Infinity, 0", "1, 1", "1, -0.1", "1, NaN"})
    void impossibleOptionsAreRefused(float weight, double smoothing) {
        float[] weights = {1, weight};
        assertThrows(
                IllegalArgumentException.class, () -> new CrossEntropy.Options(weights, smoothing));
    }
}
