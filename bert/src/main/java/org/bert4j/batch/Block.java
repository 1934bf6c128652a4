package org.bert4j.batch;

import org.bert4j.tensor.ElementType;
import org.bert4j.tensor.Tensor;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Rows of slots, one below the other and all of one width. In each lies one sequence, or several short ones behind each
/// other, and then padding. Attention stays within a sequence.
public final class Block {
    private static final float HIDDEN = Float.NEGATIVE_INFINITY;

    private final List<Row> rows;
    private final int tokens;
    private Tensor mask;

    /// What lies in a row.
    ///
    /// @param sequences numbers of sequences in the batch, from the left
    /// @param lengths   their lengths
    record Row(int[] sequences, int[] lengths) {
        /// Slots in use.
        int tokens() {
            return Arrays.stream(lengths).sum();
        }
    }

    /// @param rows   at least one
    /// @param tokens width of every row
    Block(List<Row> rows, int tokens) {
        this.rows = rows;
        this.tokens = tokens;
    }

    /// Sequences of one length.
    public static Block full(int sequences, int tokens) {
        return new Block(
                IntStream.range(0, sequences)
                        .mapToObj(i -> new Row(new int[] {i}, new int[] {tokens}))
                        .toList(),
                tokens);
    }

    List<Row> content() {
        return rows;
    }

    public int rows() {
        return rows.size();
    }

    /// Width of a row.
    public int tokens() {
        return tokens;
    }

    /// Places for tokens, padding included.
    public int slots() {
        return rows.size() * tokens;
    }

    /// Does any slot hold something that another one in its row must not see?
    public boolean isMasked() {
        return rows.stream().anyMatch(row -> row.lengths[0] < tokens);
    }

    /// What is added to attention scores: 0 where a token may look, else minus infinity. `[rows, 1, 1, tokens]` if each
    /// row holds one sequence, else `[rows, 1, tokens, tokens]`. Padding may look at padding, so that no token sees
    /// nothing. It belongs to the scope in which it is asked for first.
    public Tensor mask(ElementType type) {
        if (mask == null) {
            mask = rows.stream().allMatch(row -> row.lengths.length == 1) ? ends() : neighbours();
        }
        if (mask.type() != type) {
            mask = mask.as(type);
        }
        return mask;
    }

    private Tensor ends() {
        float[] scores = new float[slots()];
        for (int row = 0; row < rows.size(); row++) {
            int from = row * tokens;
            Arrays.fill(scores, from + rows.get(row).lengths[0], from + tokens, HIDDEN);
        }
        return Tensor.of(scores, rows.size(), 1, 1, tokens);
    }

    private Tensor neighbours() {
        float[] scores = new float[slots() * tokens];
        Arrays.fill(scores, HIDDEN);
        for (int row = 0; row < rows.size(); row++) {
            int from = 0;
            for (int length : rows.get(row).lengths) {
                show(scores, row, from, from + length);
                from += length;
            }
            show(scores, row, from, tokens);
        }
        return Tensor.of(scores, rows.size(), 1, tokens, tokens);
    }

    /// Lets the tokens of a stretch look at each other.
    private void show(float[] scores, int row, int from, int to) {
        for (int token = from; token < to; token++) {
            int line = (row * tokens + token) * tokens;
            Arrays.fill(scores, line + from, line + to, 0);
        }
    }
}
