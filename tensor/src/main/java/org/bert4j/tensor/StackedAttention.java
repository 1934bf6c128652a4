package org.bert4j.tensor;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// Attention without a way back, of heads as they lie in the product of query, key and value: nothing is put into another
/// order, and nothing converted.
public final class StackedAttention {
    /// Scores of so much memory are made at once, so that they are still near the processor when they are read.
    private static final long SCORES_BYTES = 3 << 19;

    private static final ThreadLocal<Scratch> SCORES = ThreadLocal.withInitial(Scratch::new);

    private StackedAttention() {}

    /// The sizes of one call.
    record Heads(ElementType type, long rows, long tokens, long heads, long width) {
        /// Query, key or value: `[rows, heads, tokens, width]`.
        MemorySegment part(Preparation making) {
            return lines(making, 3 * heads * width);
        }

        /// What becomes of them, the heads of a token next to each other.
        MemorySegment context(Preparation making) {
            return lines(making, heads * width);
        }

        private MemorySegment lines(Preparation making, long line) {
            return making.shape(
                    type,
                    new long[] {rows, heads, tokens, width},
                    new long[] {tokens * line, width, line, 1});
        }

        /// The key: `[rows, heads, width, tokens]`.
        MemorySegment transposed(Preparation making) {
            long line = 3 * heads * width;
            return making.shape(
                    type,
                    new long[] {rows, heads, width, tokens},
                    new long[] {tokens * line, width, 1, line});
        }

        MemorySegment scores(Preparation making) {
            return making.shape(type, rows, heads, tokens, tokens);
        }

        MemorySegment transposedScores(Preparation making) {
            long square = tokens * tokens;
            return making.shape(
                    type,
                    new long[] {rows, heads, tokens, tokens},
                    new long[] {heads * square, square, 1, tokens});
        }

        double scale() {
            return 1 / Math.sqrt(width);
        }

        long scoresBytes() {
            return rows * heads * tokens * tokens * type.bytes();
        }

        /// The same for other rows.
        Heads withRows(long count) {
            return new Heads(type, count, tokens, heads, width);
        }
    }

    /// query x key^T / sqrt(width) + mask
    ///
    /// @param maskLines how many lines the mask of a row has: 0 without a mask, 1, or one per token
    private record Scores(Heads of, long maskLines) implements Primitive.Shapes {
        @Override
        public MemorySegment describe(Preparation making) {
            MemorySegment query = of.part(making);
            MemorySegment key = of.transposed(making);
            MemorySegment scores = of.scores(making);
            making.times(of.scale());
            if (maskLines > 0) {
                making.plus(making.shape(of.type, of.rows, 1, maskLines, of.tokens));
            }
            return making.product(query, key, scores);
        }
    }

    /// Scores to probabilities, where they lie.
    private record Probabilities(Heads of) implements Primitive.Shapes {
        @Override
        public MemorySegment describe(Preparation making) {
            MemorySegment scores = of.scores(making);
            int last = 3;
            return making.softmax(scores, last);
        }
    }

    /// probabilities x value
    private record Context(Heads of) implements Primitive.Shapes {
        @Override
        public MemorySegment describe(Preparation making) {
            MemorySegment probabilities = of.scores(making);
            MemorySegment value = of.part(making);
            MemorySegment context = of.context(making);
            return making.product(probabilities, value, context);
        }
    }

    /// softmax(query x key^T / sqrt(width) + mask) x value
    ///
    /// @param queryKeyValue `[rows * tokens, 3 * heads * width]`: in each line the heads of the query, then those of the
    ///     key, then those of the value
    /// @param mask          `[rows, 1, 1 or tokens, tokens]`, 0 or minus infinity, of the same type
    /// @return              `[rows * tokens, heads * width]`
    public static Tensor of(Tensor queryKeyValue, long rows, long heads, Optional<Tensor> mask) {
        ElementType type = queryKeyValue.type();
        long tokens = queryKeyValue.size(0) / rows;
        long hidden = queryKeyValue.size(1) / 3;
        Heads all = new Heads(type, rows, tokens, heads, hidden / heads);
        Tensor input = queryKeyValue.contiguous();
        Tensor context = Tensor.forResult(type, rows * tokens, hidden);
        long together = Math.max(1, SCORES_BYTES / all.withRows(1).scoresBytes());
        for (long row = 0; row < rows; row += together) {
            Heads some = all.withRows(Math.min(together, rows - row));
            long query = input.address() + row * tokens * 3 * hidden * type.bytes();
            long value = query + 2 * hidden * type.bytes();
            long scores = SCORES.get().of(some.scoresBytes()).address();
            probabilities(some, query, mask, row, scores);
            context(some, scores, value, context.address() + row * tokens * hidden * type.bytes());
        }
        return context;
    }

    /// softmax(query x key^T / sqrt(width) + mask)
    ///
    /// @param query    where the first one lies
    /// @param firstRow of the mask
    /// @param scores   where the probabilities will lie, `[rows, heads, tokens, tokens]`
    static void probabilities(
            Heads sizes, long query, Optional<Tensor> mask, long firstRow, long scores) {
        long key = query + sizes.heads * sizes.width * sizes.type.bytes();
        if (mask.isPresent()) {
            Tensor added = mask.get().contiguous();
            long lines = added.size(2);
            long line = sizes.tokens * sizes.type.bytes();
            Primitive.of(new Scores(sizes, lines))
                    .run(query, key, scores, added.address() + firstRow * lines * line);
        } else {
            Primitive.of(new Scores(sizes, 0)).run(query, key, scores);
        }
        Primitive.of(new Probabilities(sizes)).run(scores, scores);
    }

    /// A tensor `[rows, heads, tokens, tokens]` whose values are yet to be written.
    static Tensor scores(Heads sizes) {
        return Tensor.forResult(sizes.type, sizes.rows, sizes.heads, sizes.tokens, sizes.tokens);
    }

    /// probabilities x value
    ///
    /// @param probabilities where they lie, `[rows, heads, tokens, tokens]`
    /// @param value         where the first one lies
    /// @param context       where the first one will lie
    static void context(Heads sizes, long probabilities, long value, long context) {
        Primitive.of(new Context(sizes)).run(probabilities, value, context);
    }
}
