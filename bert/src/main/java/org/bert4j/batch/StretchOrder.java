package org.bert4j.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/// Examples shuffled, sorted by length within stretches, cut into batches, and the batches shuffled.
///
/// @param lengths tokens of each example; all 0 if they do not matter
/// @param stretch examples of a stretch
record StretchOrder(int[] lengths, int batchSize, int stretch, long seed) implements BatchOrder {
    static final int BATCHES = 50; // of a stretch, where lengths matter

    @Override
    public int batchesPerEpoch() {
        return Math.ceilDiv(lengths.length, batchSize);
    }

    @Override
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
