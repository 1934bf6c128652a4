package org.bert4j.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// How the sequences of a batch are laid out, so that little is padded and yet few operations are needed.
///
/// Short sequences share a row. Rows of like width share a block, and widths are few: for each new shape of a product
/// oneDNN writes machine code, which takes longer than many a product itself.
final class Blocks {
    /// Sequences of up to half of this many tokens share rows of this width.
    private static final int SHARED = 128;

    private static final int STEP = 16; // widths are multiples of it

    /// What an operation more costs, and attention between two tokens, where a token's way through the products of a
    /// layer costs 1. Measured for encoders 384 to 768 wide; the best choice hardly depends on them.
    private static final double BLOCK = 8;

    private static final double PAIR_OF_TOKENS = 0.004;

    private Blocks() {}

    /// The cheapest layout.
    static List<Block> of(int... lengths) {
        return blocks(rows(lengths));
    }

    /// The longest sequences come first, each into the first row where it fits (first fit, decreasing).
    private static List<Block.Row> rows(int[] lengths) {
        List<List<Integer>> rows = new ArrayList<>();
        List<Integer> free = new ArrayList<>();
        for (int sequence : longestFirst(lengths)) {
            int length = lengths[sequence];
            int row =
                    IntStream.range(0, rows.size())
                            .filter(i -> free.get(i) >= length)
                            .findFirst()
                            .orElse(-1);
            if (row < 0) {
                row = rows.size();
                rows.add(new ArrayList<>());
                free.add(length <= SHARED / 2 ? SHARED : length);
            }
            rows.get(row).add(sequence);
            free.set(row, free.get(row) - length);
        }
        return rows.stream()
                .map(row -> row(row, lengths))
                .sorted(Comparator.comparingInt(Block.Row::tokens).reversed())
                .toList();
    }

    private static List<Integer> longestFirst(int[] lengths) {
        return IntStream.range(0, lengths.length)
                .boxed()
                .sorted(Comparator.comparingInt((Integer i) -> lengths[i]).reversed())
                .toList();
    }

    private static Block.Row row(List<Integer> sequences, int[] lengths) {
        int[] numbers = sequences.stream().mapToInt(Integer::intValue).toArray();
        return new Block.Row(numbers, Arrays.stream(numbers).map(i -> lengths[i]).toArray());
    }

    /// @param rows the widest first
    private static List<Block> blocks(List<Block.Row> rows) {
        int count = rows.size();
        double[] cost = new double[count + 1]; // of the rows before
        int[] begin = new int[count + 1]; // of the block that ends here
        for (int end = 1; end <= count; end++) {
            cost[end] = Double.POSITIVE_INFINITY;
            for (int from = 0; from < end; from++) {
                double with = cost[from] + cost(end - from, width(rows.get(from)));
                if (with < cost[end]) {
                    cost[end] = with;
                    begin[end] = from;
                }
            }
        }
        List<Block> blocks = new ArrayList<>();
        for (int end = count; end > 0; end = begin[end]) {
            List<Block.Row> together = rows.subList(begin[end], end);
            blocks.add(new Block(together, width(together.getFirst())));
        }
        Collections.reverse(blocks);
        return blocks;
    }

    private static int width(Block.Row row) {
        return Math.ceilDiv(row.tokens(), STEP) * STEP;
    }

    private static double cost(int rows, double tokens) {
        return BLOCK + rows * tokens * (1 + PAIR_OF_TOKENS * tokens);
    }
}
