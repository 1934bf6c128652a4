package org.bert4j.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.bert4j.feature.TextRow;
import org.bert4j.tensor.ElementType;
import org.bert4j.tensor.Tensor;
import org.bert4j.tensor.TensorScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

class TokenBatchTest {
    @Test
    void longSequencesOfOneLengthAreOneBlock() {
        List<Block> blocks = Blocks.of(96, 96, 96, 96);
        assertEquals(1, blocks.size());
        assertEquals(4, blocks.getFirst().rows());
        assertEquals(96, blocks.getFirst().tokens());
        assertFalse(blocks.getFirst().isMasked());
    }

    @Test
    void widthsAreMultiplesOfSixteen() {
        assertEquals(List.of(384, 80), widths(380, 70));
    }

    @Test
    void shortSequencesShareRowsAndDoNotWaitForLongOnes() {
        List<Block> blocks = Blocks.of(30, 384, 28, 380, 60, 27);
        assertEquals(384, blocks.getFirst().tokens());
        assertEquals(2, blocks.getFirst().rows());
        int slots = blocks.stream().mapToInt(Block::slots).sum();
        assertEquals(2 * 384 + 128 + 32, slots);
    }

    @Test
    void aLoneShortSequenceIsNotPaddedToAWholeRow() {
        assertEquals(List.of(16), widths(9));
    }

    private static List<Integer> widths(int... lengths) {
        return Blocks.of(lengths).stream().map(Block::tokens).toList();
    }

    @Test
    void tokensSeeTheirOwnSequenceOnlyAndPaddingSeesPadding() {
        try (var _ = TensorScope.open()) {
            Block block = Blocks.of(2, 1).getFirst();
            float[] mask = block.mask(ElementType.F32).toFloats(); // [1, 1, 16, 16]
            int[] owner = IntStream.range(0, 16).map(i -> i < 2 ? 0 : i < 3 ? 1 : 2).toArray();
            for (int from = 0; from < 16; from++) {
                for (int to = 0; to < 16; to++) {
                    float expected = owner[from] == owner[to] ? 0 : Float.NEGATIVE_INFINITY;
                    assertEquals(expected, mask[16 * from + to], from + " looks at " + to);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5",
                "5 5 5",
                "9 1 30",
                "1 2 3 4 5 6 40 41 42 100",
                "17 3 17 90 90",
                "96 96 96",
                "64 65"
            })
    void rowsComeBackInTheirOrder(String lengths) {
        int[] each = Arrays.stream(lengths.split(" ")).mapToInt(Integer::parseInt).toArray();
        try (var _ = TensorScope.open()) {
            TokenBatch batch = batch(each);
            int tokens = batch.tokens();
            float[] ids = Tensor.of(batch.inputIds()).toFloats();
            Tensor slots = Tensor.of(ids, ids.length, 1);

            float[] rows = batch.toRows(slots).toFloats();
            for (int row = 0; row < each.length; row++) {
                for (int token = 0; token < each[row]; token++) {
                    assertEquals(id(row, token), rows[row * tokens + token]);
                }
            }
            int[] first = batch.firstSlots();
            for (int row = 0; row < each.length; row++) {
                assertEquals(id(row, 0), batch.inputIds()[first[row]]);
            }
            Tensor again = batch.toSlots(batch.toRows(slots));
            assertArrayEquals(rows, batch.toRows(again).toFloats());
        }
    }

    @Test
    void positionsBeginAnewInEverySequence() {
        TokenBatch batch = batch(2, 3);
        assertArrayEquals(new int[] {0, 1, 2, 0, 1, 0}, Arrays.copyOf(batch.positions(), 6));
    }

    @Test
    void theMaskAndTheSharesLeavePaddingOut() {
        try (var _ = TensorScope.open()) {
            TokenBatch batch = batch(1, 4);
            assertArrayEquals(new long[] {1, 0, 0, 0, 1, 1, 1, 1}, batch.attentionMask().toLongs());
            assertArrayEquals(
                    new float[] {1, 0, 0, 0, 0.25f, 0.25f, 0.25f, 0.25f},
                    batch.meanWeights().toFloats());
        }
    }

    private static TokenBatch batch(int... lengths) {
        return TokenBatch.of(
                IntStream.range(0, lengths.length)
                        .mapToObj(
                                row ->
                                        new TextRow(
                                                IntStream.range(0, lengths[row])
                                                        .map(token -> id(row, token))
                                                        .toArray(),
                                                new int[lengths[row]]))
                        .toList(),
                0);
    }

    private static int id(int row, int token) {
        return 1 + row * 1000 + token;
    }
}
