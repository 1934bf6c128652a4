package org.bert4j.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Which sequences of a batch are computed side by side: many blocks waste no work on padding, few blocks need fewer
/// operations.
final class Blocks {
    /// What an operation more costs, and attention between two tokens, where a token's way through the products of a
    /// layer costs 1. Measured for encoders 384 to 768 wide; the best choice hardly depends on them.
    private static final double BLOCK = 8;

    private static final double PAIR_OF_TOKENS = 0.004;

    private Blocks() {}

    /// The cheapest way to cut sequences, sorted by length, into blocks.
    ///
    /// @param lengths the longest first
    static List<Block> of(int... lengths) {
        double[] cost = new double[lengths.length + 1]; // of the sequences before
        int[] begin = new int[lengths.length + 1]; // of the block that ends here
        for (int end = 1; end <= lengths.length; end++) {
            cost[end] = Double.POSITIVE_INFINITY;
            for (int from = 0; from < end; from++) {
                double with = cost[from] + cost(end - from, lengths[from]);
                if (with < cost[end]) {
                    cost[end] = with;
                    begin[end] = from;
                }
            }
        }
        List<Block> blocks = new ArrayList<>();
        for (int end = lengths.length; end > 0; end = begin[end]) {
            blocks.addFirst(new Block(Arrays.copyOfRange(lengths, begin[end], end)));
        }
        return blocks;
    }

    private static double cost(int rows, double tokens) {
        return BLOCK + rows * tokens * (1 + PAIR_OF_TOKENS * tokens);
    }
}
