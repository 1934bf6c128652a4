package org.bert4j.batch;

import java.util.List;

/// Which training examples go together in an epoch.
///
/// The order of an epoch depends on the seed, the epoch and the lengths only: a resumed run computes it again and goes on
/// at any batch at once.
public interface BatchOrder {
    int batchesPerEpoch();

    /// The batches of one epoch, counted from 0, as indices of examples.
    List<int[]> epoch(int epoch);

    /// All examples in random order.
    ///
    /// @param examples  how many there are
    /// @param batchSize examples in a batch; the last of an epoch may hold fewer
    static BatchOrder shuffled(int examples, int batchSize, long seed) {
        return new StretchOrder(new int[examples], batchSize, batchSize, seed);
    }

    /// The same for so many examples that their order is better not kept: each batch is made when it is asked for.
    static BatchOrder placeByPlace(int examples, int batchSize, long seed) {
        return new PlaceOrder(new ShuffledOrder(examples, seed), batchSize);
    }

    /// Shuffled, then sorted by length within stretches of many batches, so that a batch holds sequences of nearly equal
    /// length and little padding; then the batches are shuffled. It saves time, and costs accuracy where batches are small:
    /// examples of like length are often alike in other ways, such as questions about one paragraph.
    ///
    /// @param lengths tokens of each example
    static BatchOrder grouped(int[] lengths, int batchSize, long seed) {
        return new StretchOrder(lengths.clone(), batchSize, StretchOrder.BATCHES * batchSize, seed);
    }
}
