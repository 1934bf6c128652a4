package org.bert4j.batch;

import org.bert4j.tensor.Tensor;

import java.util.Arrays;

/// Sequences of like length, one below the other, padded on the right to the longest of them.
public final class Block {
    private final int[] lengths;
    private final int tokens;
    private Tensor mask;

    /// @param lengths of the sequences, the longest first
    Block(int... lengths) {
        this.lengths = lengths;
        tokens = lengths[0];
    }

    /// Sequences of one length.
    public static Block full(int rows, int tokens) {
        int[] lengths = new int[rows];
        Arrays.fill(lengths, tokens);
        return new Block(lengths);
    }

    /// Number of sequences.
    public int rows() {
        return lengths.length;
    }

    /// Tokens of the longest sequence.
    public int tokens() {
        return tokens;
    }

    /// Places for tokens, padding included.
    public int slots() {
        return lengths.length * tokens;
    }

    public boolean isPadded() {
        return lengths[lengths.length - 1] < tokens;
    }

    /// Boolean `[rows, 1, 1, tokens]`, true at real tokens. It belongs to the scope in which it is asked for first.
    public Tensor mask() {
        if (mask == null) {
            boolean[] real = new boolean[slots()];
            for (int row = 0; row < lengths.length; row++) {
                Arrays.fill(real, row * tokens, row * tokens + lengths[row], true);
            }
            mask = Tensor.of(real, lengths.length, 1, 1, tokens);
        }
        return mask;
    }
}
