package org.bert4j.batch;

import org.bert4j.feature.TokenRow;
import org.bert4j.tensor.Tensor;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Token sequences that are computed together.
///
/// Outside of attention a token does not know its neighbours, so the layers see one long list of slots
/// `[slots, hidden]`: [Block]s of sequences of like length, and hardly any padding. Heads see `[rows, tokens, hidden]`,
/// the rows in the order in which they were given, padded on the right to the longest.
public final class TokenBatch {
    private final int[] lengths;
    private final int tokens; // of the longest
    private final List<Block> blocks;
    private final int[] firstSlots; // of each row
    private final int[] inputIds; // of each slot
    private final int[] tokenTypeIds;
    private final int[] positions;
    private Tensor attentionMask;

    private TokenBatch(List<? extends TokenRow> rows, int padId) {
        lengths = rows.stream().mapToInt(TokenRow::length).toArray();
        tokens = Arrays.stream(lengths).max().orElseThrow();
        blocks = Blocks.of(lengths);
        int slots = blocks.stream().mapToInt(Block::slots).sum();
        firstSlots = new int[lengths.length];
        inputIds = new int[slots];
        tokenTypeIds = new int[slots];
        positions = new int[slots];
        Arrays.fill(inputIds, padId);
        fill(rows);
    }

    private void fill(List<? extends TokenRow> rows) {
        int begin = 0; // of a row of slots
        for (Block block : blocks) {
            for (Block.Row content : block.content()) {
                int slot = begin;
                for (int row : content.sequences()) {
                    fill(rows.get(row), slot);
                    firstSlots[row] = slot;
                    slot += lengths[row];
                }
                begin += block.tokens();
            }
        }
    }

    private void fill(TokenRow row, int slot) {
        System.arraycopy(row.inputIds(), 0, inputIds, slot, row.length());
        System.arraycopy(row.tokenTypeIds(), 0, tokenTypeIds, slot, row.length());
        for (int position = 0; position < row.length(); position++) {
            positions[slot + position] = position;
        }
    }

    /// @param rows  at least one
    /// @param padId id of `[PAD]`
    public static TokenBatch of(List<? extends TokenRow> rows, int padId) {
        return new TokenBatch(rows, padId);
    }

    /// Number of sequences.
    public int rows() {
        return lengths.length;
    }

    /// Tokens of the longest sequence.
    public int tokens() {
        return tokens;
    }

    /// How the slots are divided.
    public List<Block> blocks() {
        return blocks;
    }

    /// `[slots]`
    public int[] inputIds() {
        return inputIds;
    }

    /// `[slots]`
    public int[] tokenTypeIds() {
        return tokenTypeIds;
    }

    /// The place of each token in its sequence: `[slots]`.
    public int[] positions() {
        return positions;
    }

    /// Boolean `[rows, 1, 1, tokens]`, true at real tokens.
    public Tensor attentionMask() {
        if (attentionMask == null) {
            boolean[] real = new boolean[rows() * tokens()];
            for (int row = 0; row < rows(); row++) {
                Arrays.fill(real, row * tokens(), row * tokens() + lengths[row], true);
            }
            attentionMask = Tensor.of(real, rows(), 1, 1, tokens());
        }
        return attentionMask;
    }

    /// What each token counts in the mean of its sequence, 0 for padding: `[rows, 1, tokens]`.
    public Tensor meanWeights() {
        float[] weights = new float[rows() * tokens()];
        for (int row = 0; row < rows(); row++) {
            int from = row * tokens();
            Arrays.fill(weights, from, from + lengths[row], 1f / lengths[row]);
        }
        return Tensor.of(weights, rows(), 1, tokens());
    }

    /// Slots to rows.
    ///
    /// @param slots `[slots, hidden]`
    /// @return      `[rows, tokens, hidden]`; what stands at padded tokens means nothing
    public Tensor toRows(Tensor slots) {
        long hidden = slots.size(1);
        if (isInOrder()) {
            return slots.reshape(rows(), tokens(), hidden);
        }
        int[] found = new int[rows() * tokens()];
        for (int row = 0; row < rows(); row++) {
            for (int token = 0; token < tokens(); token++) {
                found[row * tokens() + token] =
                        firstSlots[row] + (token < lengths[row] ? token : 0);
            }
        }
        return slots.rows(Tensor.of(found)).reshape(rows(), tokens(), hidden);
    }

    /// The slot of the first token of each row, `[CLS]`.
    public int[] firstSlots() {
        return firstSlots;
    }

    /// The slots of chosen tokens, row by row.
    ///
    /// @param chosen of each row, places of tokens
    public int[] slotsOf(List<int[]> chosen) {
        return IntStream.range(0, rows())
                .flatMap(
                        row -> Arrays.stream(chosen.get(row)).map(token -> firstSlots[row] + token))
                .toArray();
    }

    /// Rows to slots.
    ///
    /// @param rows `[rows, tokens, hidden]`
    /// @return     `[slots, hidden]`
    public Tensor toSlots(Tensor rows) {
        long hidden = rows.size(2);
        if (isInOrder()) {
            return rows.reshape(-1, hidden);
        }
        int[] found = new int[inputIds.length];
        for (int row = 0; row < rows(); row++) {
            for (int token = 0; token < lengths[row]; token++) {
                found[firstSlots[row] + token] = row * tokens + token;
            }
        }
        return rows.reshape(-1, hidden).rows(Tensor.of(found));
    }

    /// Is every row a row of slots, in the same order?
    private boolean isInOrder() {
        return inputIds.length == rows() * tokens
                && IntStream.range(0, rows()).allMatch(row -> firstSlots[row] == row * tokens);
    }
}
