package org.bert4j.batch;

import org.bert4j.tensor.Tensor;

import java.util.List;

/// Token sequences side by side, padded on the right to the longest.
///
/// @param inputIds      int64 `[batch, tokens]`
/// @param tokenTypeIds  int64 `[batch, tokens]`
/// @param attentionMask boolean `[batch, 1, 1, tokens]`, true at real tokens
public record TokenBatch(Tensor inputIds, Tensor tokenTypeIds, Tensor attentionMask) {
    /// @param ids   token ids of each sequence; at least one sequence
    /// @param types segment of each of these tokens
    /// @param padId id of `[PAD]`
    public static TokenBatch of(List<int[]> ids, List<int[]> types, int padId) {
        int rows = ids.size();
        int columns = ids.stream().mapToInt(row -> row.length).max().orElseThrow();

        long[] inputIds = new long[rows * columns];
        long[] tokenTypeIds = new long[rows * columns];
        boolean[] mask = new boolean[rows * columns];
        for (int row = 0; row < rows; row++) {
            int length = ids.get(row).length;
            for (int column = 0; column < columns; column++) {
                boolean real = column < length;
                int cell = row * columns + column;
                inputIds[cell] = real ? ids.get(row)[column] : padId;
                tokenTypeIds[cell] = real ? types.get(row)[column] : 0;
                mask[cell] = real;
            }
        }
        return new TokenBatch(
                Tensor.of(inputIds, rows, columns),
                Tensor.of(tokenTypeIds, rows, columns),
                Tensor.of(mask, rows, 1, 1, columns));
    }

    /// Number of columns.
    public long tokens() {
        return inputIds.size(1);
    }
}
