package org.bert4j.tensor;

import static org.bert4j.tensor.Preparation.DESTINATION;
import static org.bert4j.tensor.Preparation.SOURCE;
import static org.bert4j.tensor.Preparation.WEIGHTS;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// Attention without a way back, of heads as they lie in the product of query, key and value: nothing is put into another
/// order, and nothing converted.
public final class StackedAttention {
    private StackedAttention() {}

    /// The shapes of one call.
    ///
    /// @param maskLines how many lines the mask of a row has: 0 without a mask, 1, or one per token
    private record Heads(
            ElementType type, long rows, long tokens, long heads, long width, long maskLines) {
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
    }

    /// query x key^T / sqrt(width) + mask
    private record Scores(Heads of) {
        Primitive prepared() {
            try (Preparation making = new Preparation(OneDnn.here())) {
                MemorySegment query = of.part(making);
                MemorySegment key = of.transposed(making);
                MemorySegment scores = of.scores(making);
                making.place(SOURCE, query).place(WEIGHTS, key).place(DESTINATION, scores);
                making.times(1 / Math.sqrt(of.width));
                if (of.maskLines > 0) {
                    making.plus(making.shape(of.type, of.rows, 1, of.maskLines, of.tokens));
                }
                return making.primitive(making.product(query, key, MemorySegment.NULL, scores));
            }
        }
    }

    /// Scores to probabilities, where they lie.
    private record Probabilities(Heads of) {
        Primitive prepared() {
            try (Preparation making = new Preparation(OneDnn.here())) {
                MemorySegment scores = of.scores(making);
                int last = 3;
                return making.place(SOURCE, scores)
                        .place(DESTINATION, scores)
                        .primitive(making.softmax(scores, last));
            }
        }
    }

    /// probabilities x value
    private record Context(Heads of) {
        Primitive prepared() {
            try (Preparation making = new Preparation(OneDnn.here())) {
                MemorySegment probabilities = of.scores(making);
                MemorySegment value = of.part(making);
                MemorySegment context = of.context(making);
                return making.place(SOURCE, probabilities)
                        .place(WEIGHTS, value)
                        .place(DESTINATION, context)
                        .primitive(
                                making.product(probabilities, value, MemorySegment.NULL, context));
            }
        }
    }

    /// Whether tensors of a number format can be attended to in this way: not on a GPU, and not on every platform.
    public static boolean isAvailable(ElementType type) {
        return OneDnn.isAvailable(type);
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
        long maskLines = mask.map(lines -> lines.size(2)).orElse(0L);
        Heads shapes = new Heads(type, rows, tokens, heads, hidden / heads, maskLines);
        Tensor input = queryKeyValue.contiguous();
        long query = input.address();
        long key = query + hidden * type.bytes();
        long value = key + hidden * type.bytes();
        Tensor scores = Tensor.forResult(type, rows, heads, tokens, tokens);
        score(shapes, query, key, scores.address(), mask);
        normalize(shapes, scores.address());
        Tensor context = Tensor.forResult(type, rows * tokens, hidden);
        sum(shapes, scores.address(), value, context.address());
        return context;
    }

    private static void score(
            Heads shapes, long query, long key, long scores, Optional<Tensor> mask) {
        Scores product = new Scores(shapes);
        Primitive prepared = Primitive.of(product, product::prepared);
        if (mask.isPresent()) {
            Tensor added = mask.get().contiguous();
            prepared.run(query, key, scores, added.address());
        } else {
            prepared.run(query, key, scores);
        }
    }

    private static void normalize(Heads shapes, long scores) {
        Probabilities softmax = new Probabilities(shapes);
        Primitive.of(softmax, softmax::prepared).run(scores, scores);
    }

    private static void sum(Heads shapes, long probabilities, long value, long context) {
        Context product = new Context(shapes);
        Primitive.of(product, product::prepared).run(probabilities, value, context);
    }
}
