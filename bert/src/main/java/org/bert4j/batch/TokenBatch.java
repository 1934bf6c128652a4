package org.bert4j.batch;

import org.bert4j.feature.TokenRow;
import org.bert4j.tensor.Tensor;

import java.util.Arrays;
import java.util.List;

/// Token sequences side by side, padded on the right to the longest.
///
/// @param inputIds      int64 `[batch, tokens]`
/// @param tokenTypeIds  int64 `[batch, tokens]`
/// @param attentionMask boolean `[batch, 1, 1, tokens]`, true at real tokens
public record TokenBatch(Tensor inputIds, Tensor tokenTypeIds, Tensor attentionMask) {
    /// @param rows  at least one
    /// @param padId id of `[PAD]`
    public static TokenBatch of(List<? extends TokenRow> rows, int padId) {
        int columns = rows.stream().mapToInt(TokenRow::length).max().orElseThrow();
        long[] inputIds = new long[rows.size() * columns];
        long[] tokenTypeIds = new long[rows.size() * columns];
        boolean[] mask = new boolean[rows.size() * columns];
        Arrays.fill(inputIds, padId);
        for (int row = 0; row < rows.size(); row++) {
            int[] ids = rows.get(row).inputIds();
            int[] types = rows.get(row).tokenTypeIds();
            for (int column = 0; column < ids.length; column++) {
                int cell = row * columns + column;
                inputIds[cell] = ids[column];
                tokenTypeIds[cell] = types[column];
                mask[cell] = true;
            }
        }
        return new TokenBatch(
                Tensor.of(inputIds, rows.size(), columns),
                Tensor.of(tokenTypeIds, rows.size(), columns),
                Tensor.of(mask, rows.size(), 1, 1, columns));
    }

    /// What each token counts in the mean of its sequence, 0 for padding: `[batch, 1, tokens]`.
    public Tensor meanWeights() {
        int rows = (int) rows();
        int columns = (int) tokens();
        long[] real = attentionMask.toLongs();
        float[] weights = new float[real.length];
        for (int row = 0; row < rows; row++) {
            long length = 0;
            for (int column = 0; column < columns; column++) {
                length += real[row * columns + column];
            }
            for (int column = 0; column < columns; column++) {
                int cell = row * columns + column;
                weights[cell] = (float) real[cell] / length;
            }
        }
        return Tensor.of(weights, rows, 1, columns);
    }

    /// Number of sequences.
    public long rows() {
        return inputIds.size(0);
    }

    /// Number of columns.
    public long tokens() {
        return inputIds.size(1);
    }
}
