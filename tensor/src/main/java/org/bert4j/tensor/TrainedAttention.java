package org.bert4j.tensor;

import org.bert4j.tensor.StackedAttention.Heads;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// [StackedAttention] that is trained, of blocks that lie below each other.
final class TrainedAttention {
    private final ElementType type;
    private final Tensor queryKeyValue;
    private final long hidden;
    private final List<Part> parts = new ArrayList<>();

    /// What the way back needs of a block.
    ///
    /// @param begin         its first slot
    /// @param probabilities `[rows, heads, tokens, tokens]`
    /// @param dropped       the same after dropout
    private record Part(
            Heads sizes,
            long begin,
            Optional<Tensor> dropout,
            Tensor probabilities,
            Tensor dropped) {
        Stream<Tensor> saved() {
            return Stream.concat(Stream.of(probabilities, dropped), dropout.stream()).distinct();
        }
    }

    /// gradient of the context x value^T, where nothing was dropped
    private record OfProbabilities(Heads of, boolean isDropped) implements Primitive.Shapes {
        @Override
        public MemorySegment describe(Preparation making) {
            MemorySegment gradient = of.context(making);
            MemorySegment value = of.transposed(making);
            MemorySegment probabilities = of.scores(making);
            if (isDropped) {
                making.times(probabilities);
            }
            return making.product(gradient, value, probabilities);
        }
    }

    /// probabilities^T x gradient of the context
    private record OfValue(Heads of) implements Primitive.Shapes {
        @Override
        public MemorySegment describe(Preparation making) {
            MemorySegment probabilities = of.transposedScores(making);
            MemorySegment gradient = of.context(making);
            MemorySegment value = of.part(making);
            return making.product(probabilities, gradient, value);
        }
    }

    /// From the gradient of the probabilities, where it lies.
    private record OfScores(Heads of) implements Primitive.Shapes {
        @Override
        public MemorySegment describe(Preparation making) {
            MemorySegment scores = of.scores(making);
            int last = 3;
            return making.softmaxBack(scores, last);
        }
    }

    /// gradient of the scores x key / sqrt(width)
    private record OfQuery(Heads of) implements Primitive.Shapes {
        @Override
        public MemorySegment describe(Preparation making) {
            return ofScores(of, of.scores(making), making);
        }
    }

    /// gradient of the scores^T x query / sqrt(width)
    private record OfKey(Heads of) implements Primitive.Shapes {
        @Override
        public MemorySegment describe(Preparation making) {
            return ofScores(of, of.transposedScores(making), making);
        }
    }

    private static MemorySegment ofScores(Heads of, MemorySegment scores, Preparation making) {
        MemorySegment part = of.part(making);
        making.times(of.scale());
        return making.product(scores, part, part);
    }

    /// @param queryKeyValue `[slots, 3 * heads * width]`
    /// @param blocks        of all its slots
    TrainedAttention(Tensor queryKeyValue, long heads, List<AttentionBlock> blocks) {
        this.queryKeyValue = queryKeyValue;
        type = queryKeyValue.type();
        hidden = queryKeyValue.size(1) / 3;
        long begin = 0;
        for (AttentionBlock block : blocks) {
            Heads sizes = new Heads(type, block.rows(), block.tokens(), heads, hidden / heads);
            Tensor probabilities = StackedAttention.scores(sizes);
            StackedAttention.probabilities(
                    sizes, at(queryKeyValue, begin, 0), block.mask(), 0, probabilities.address());
            Tensor dropped =
                    block.dropout()
                            .map(factors -> ElementProduct.of(probabilities, factors))
                            .orElse(probabilities);
            parts.add(new Part(sizes, begin, block.dropout(), probabilities, dropped));
            begin += block.rows() * block.tokens();
        }
    }

    /// Where query (0), key (1) or value (2) of a slot lies, or its context (0).
    private long at(Tensor lines, long slot, int part) {
        return lines.address() + (slot * lines.size(1) + part * hidden) * type.bytes();
    }

    /// @return `[slots, heads * width]`
    Tensor context() {
        Tensor context = Tensor.forResult(type, queryKeyValue.size(0), hidden);
        for (Part part : parts) {
            StackedAttention.context(
                    part.sizes,
                    part.dropped.address(),
                    at(queryKeyValue, part.begin, 2),
                    at(context, part.begin, 0));
        }
        return context;
    }

    /// @param gradient of the context
    /// @return         that of query, key and value
    Tensor gradientOfInput(Tensor gradient) {
        Tensor found = Tensor.forResult(type, queryKeyValue.shape());
        parts.forEach(part -> goBack(part, gradient, found));
        return found;
    }

    private void goBack(Part part, Tensor gradient, Tensor found) {
        Heads sizes = part.sizes;
        long context = at(gradient, part.begin, 0);
        long query = at(queryKeyValue, part.begin, 0);
        long key = at(queryKeyValue, part.begin, 1);
        long value = at(queryKeyValue, part.begin, 2);
        Primitive.of(new OfValue(sizes))
                .run(part.dropped.address(), context, at(found, part.begin, 2));
        Tensor scores = ofProbabilities(part, context, value);
        Primitive.of(new OfScores(sizes))
                .run(part.probabilities.address(), scores.address(), scores.address());
        Primitive.of(new OfQuery(sizes)).run(scores.address(), key, at(found, part.begin, 0));
        Primitive.of(new OfKey(sizes)).run(scores.address(), query, at(found, part.begin, 1));
        scores.free();
    }

    private static Tensor ofProbabilities(Part part, long context, long value) {
        Heads sizes = part.sizes;
        Tensor found = StackedAttention.scores(sizes);
        Primitive made = Primitive.of(new OfProbabilities(sizes, part.dropout.isPresent()));
        if (part.dropout.isPresent()) {
            made.run(context, value, found.address(), part.dropout.get().address());
        } else {
            made.run(context, value, found.address());
        }
        return found;
    }

    /// What only the way back needs.
    List<Tensor> saved() {
        return parts.stream().flatMap(Part::saved).toList();
    }
}
