package org.bert4j.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/// Which training examples go together in an epoch.
///
/// The order of an epoch depends on the seed, the epoch and the lengths only: a resumed run computes it again and goes on
/// at any batch at once.
public final class BatchOrder {
    private static final int BATCHES_PER_STRETCH = 50;

    private final int[] lengths;
    private final int batchSize;
    private final int stretch;
    private final long seed;

    private BatchOrder(int[] lengths, int batchSize, int stretch, long seed) {
        this.lengths = lengths;
        this.batchSize = batchSize;
        this.stretch = stretch;
        this.seed = seed;
    }

    /// All examples in random order.
    ///
    /// @param examples  how many there are
    /// @param batchSize examples in a batch; the last of an epoch may hold fewer
    public static BatchOrder shuffled(int examples, int batchSize, long seed) {
        return new BatchOrder(new int[examples], batchSize, batchSize, seed);
    }

    /// Shuffled, then sorted by length within stretches of many batches, so that a batch holds sequences of nearly equal
    /// length and little padding; then the batches are shuffled. It saves time, and costs accuracy where batches are small:
    /// examples of like length are often alike in other ways, such as questions about one paragraph.
    ///
    /// @param lengths tokens of each example
    public static BatchOrder grouped(int[] lengths, int batchSize, long seed) {
        return new BatchOrder(lengths.clone(), batchSize, BATCHES_PER_STRETCH * batchSize, seed);
    }

    public int batchesPerEpoch() {
        return Math.ceilDiv(lengths.length, batchSize);
    }

    /// The batches of one epoch, counted from 0, as indices of examples.
    public List<int[]> epoch(int epoch) {
        Random random = new Random(Seeds.mix(seed, epoch));
        List<Integer> examples = new ArrayList<>(lengths.length);
        for (int i = 0; i < lengths.length; i++) {
            examples.add(i);
        }
        Collections.shuffle(examples, random);

        List<int[]> batches = new ArrayList<>();
        for (int start = 0; start < examples.size(); start += stretch) {
            int end = Math.min(start + stretch, examples.size());
            batches.addAll(byLength(examples.subList(start, end)));
        }
        Collections.shuffle(batches, random);
        return batches;
    }

    private List<int[]> byLength(List<Integer> examples) {
        int[] sorted =
                examples.stream()
                        .sorted(Comparator.comparingInt(example -> lengths[example]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        List<int[]> batches = new ArrayList<>();
        for (int start = 0; start < sorted.length; start += batchSize) {
            int end = Math.min(start + batchSize, sorted.length);
            batches.add(Arrays.copyOfRange(sorted, start, end));
        }
        return batches;
    }
}
