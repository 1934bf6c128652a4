package org.bert4j.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Against single steps in float32.
class StackedAttentionTest {
    private static final int HEADS = 3;
    private static final int WIDTH = 8;
    private static final int HIDDEN = HEADS * WIDTH;
    private static final float HIDE = Float.NEGATIVE_INFINITY;

    private TensorScope scope;
    private Gradients.NoGradients off;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
        off = Gradients.off();
    }

    @AfterEach
    void close() {
        off.close();
        scope.close();
    }

    private static Tensor queryKeyValue(int slots) {
        Random random = new Random(7);
        float[] values = new float[slots * 3 * HIDDEN];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Tensor.of(values, slots, 3 * HIDDEN);
    }

    private static float[] inSteps(Tensor queryKeyValue, int rows, Optional<Tensor> mask) {
        int tokens = (int) queryKeyValue.size(0) / rows;
        List<Tensor> parts =
                queryKeyValue
                        .reshape(rows, tokens, 3, HEADS, WIDTH)
                        .permute(2, 0, 3, 1, 4)
                        .unbind(0);
        Tensor scores = parts.get(0).matmul(parts.get(1).transpose(-2, -1));
        Tensor scaled = scores.times(1 / Math.sqrt(WIDTH));
        Tensor masked = mask.map(scaled::plus).orElse(scaled);
        return masked.softmax(-1)
                .matmul(parts.get(2))
                .transpose(1, 2)
                .reshape(rows * tokens, HIDDEN)
                .toFloats();
    }

    private static void requireTheSame(
            ElementType type, Tensor queryKeyValue, int rows, Optional<Tensor> mask) {
        assumeTrue(OneDnn.isAvailable(type));
        Tensor rounded = queryKeyValue.as(type);
        float[] expected = inSteps(rounded.as(ElementType.F32), rows, mask);
        float[] found =
                StackedAttention.of(rounded, rows, HEADS, mask.map(it -> it.as(type))).toFloats();
        assertArrayEquals(expected, found, type == ElementType.F32 ? 1e-5f : 0.03f);
    }

    @ParameterizedTest
    @CsvSource({
        "F32, 1, 1",
        "F32, 1, 7",
        "F32, 5, 16",
        "BF16, 1, 7",
        "BF16, 5, 16",
        "BF16, 2, 130",
        "F32, 5, 256"
    })
    void everyTokenLooksAtAllOfItsRow(ElementType type, int rows, int tokens) {
        requireTheSame(type, queryKeyValue(rows * tokens), rows, Optional.empty());
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "BF16"})
    void theEndOfARowIsHidden(ElementType type) {
        Tensor mask = Tensor.of(new float[] {0, 0, 0, 0, 0, 0, 0, HIDE}, 2, 1, 1, 4);
        requireTheSame(type, queryKeyValue(8), 2, Optional.of(mask));
    }

    /// So many that they are computed in several pieces.
    @ParameterizedTest
    @EnumSource(names = {"F32", "BF16"})
    void eachOfManyRowsHasItsEnd(ElementType type) {
        int rows = 70;
        int tokens = 96;
        float[] mask = new float[rows * tokens];
        for (int row = 0; row < rows; row++) {
            Arrays.fill(mask, row * tokens + 1 + row, (row + 1) * tokens, HIDE);
        }
        requireTheSame(
                type,
                queryKeyValue(rows * tokens),
                rows,
                Optional.of(Tensor.of(mask, rows, 1, 1, tokens)));
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "BF16"})
    void sequencesInARowDoNotSeeEachOther(ElementType type) {
        float[] line = {0, 0, HIDE, 0, 0, HIDE, HIDE, HIDE, 0}; // two tokens, then one
        Tensor mask = Tensor.of(line, 1, 1, 3, 3);
        requireTheSame(type, queryKeyValue(3), 1, Optional.of(mask));
    }
}
