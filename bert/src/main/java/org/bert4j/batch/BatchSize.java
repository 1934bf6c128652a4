package org.bert4j.batch;

/// What a batch costs to compute.
///
/// @param slots places of tokens that the layers compute, padding included
/// @param pairs pairs of tokens that attention compares, padding included
public record BatchSize(long slots, long pairs) {
    public static final BatchSize NOTHING = new BatchSize(0, 0);

    /// Of a [TokenBatch] of rows of these lengths.
    ///
    /// @param lengths tokens of each row; at least one
    public static BatchSize of(int[] lengths) {
        BatchSize size = NOTHING;
        for (Block block : Blocks.of(lengths)) {
            size = size.plus(new BatchSize(block.slots(), (long) block.slots() * block.tokens()));
        }
        return size;
    }

    public BatchSize plus(BatchSize other) {
        return new BatchSize(slots + other.slots, pairs + other.pairs);
    }
}
