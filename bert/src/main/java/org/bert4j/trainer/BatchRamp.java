package org.bert4j.trainer;

import java.util.ArrayList;
import java.util.List;

/// Batches that grow as a run begins: early on, the gradient of few examples points where that of many does (McCandlish et
/// al. 2018, "An Empirical Model of Large-Batch Training").
///
/// The size doubles until the whole batch size is reached; each size on the way lasts equally long.
///
/// @param begin examples of the first updates; the whole batch size is a multiple of it
/// @param share of the way until the whole batch size is reached, between 0 and 1
public record BatchRamp(int begin, double share) {
    /// A batch size and how much of the way it lasts.
    record Part(int batchSize, double share) {}

    public BatchRamp {
        if (begin < 1) {
            throw new IllegalArgumentException(
                    "batchRamp begins with %d rows; it must be at least 1".formatted(begin));
        }
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException(
                    "batchRamp takes %s of the way; it must lie between 0 and 1".formatted(share));
        }
    }

    /// @throws IllegalArgumentException if batches cannot grow to that size
    void requireFitting(int batchSize) {
        if (batchSize <= begin || batchSize % begin != 0) {
            throw new IllegalArgumentException(
                    "batchRamp begins with %d rows, and batchSize is %d; it must be a multiple of that, and larger"
                            .formatted(begin, batchSize));
        }
    }

    List<Part> parts(int batchSize) {
        List<Integer> smaller = new ArrayList<>();
        for (int size = begin; size < batchSize; size = Math.min(2 * size, batchSize)) {
            smaller.add(size);
        }
        List<Part> parts = new ArrayList<>();
        smaller.forEach(size -> parts.add(new Part(size, share / smaller.size())));
        parts.add(new Part(batchSize, 1 - share));
        return parts;
    }

    @Override
    public String toString() {
        return begin + ":" + share;
    }
}
