package org.bert4j.trainer;

import org.bert4j.batch.BatchOrder;
import org.bert4j.layer.Dropout;
import org.bert4j.task.Objective;
import org.bert4j.tensor.Tensor;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Some batches of a run as an objective of their own, which a trainer computes in this order.
final class ChosenBatches implements Objective {
    private final Objective all;
    private final int[] examples; // of the run, by their number here

    /// @param batches all of one size, that of the trainer
    /// @param seed    of the trainer
    ChosenBatches(Objective all, List<int[]> batches, long seed) {
        this.all = all;
        int size = batches.getFirst().length;
        examples = new int[batches.size() * size];
        List<int[]> order = BatchOrder.shuffled(examples.length, size, seed).epoch(0);
        for (int batch = 0; batch < batches.size(); batch++) {
            for (int i = 0; i < size; i++) {
                examples[order.get(batch)[i]] = batches.get(batch)[i];
            }
        }
    }

    private int[] ofRun(int[] numbers) {
        return Arrays.stream(numbers).map(number -> examples[number]).toArray();
    }

    @Override
    public int size() {
        return examples.length;
    }

    @Override
    public int tokens(int example) {
        return all.tokens(examples[example]);
    }

    @Override
    public int[] rowLengths(int example) {
        return all.rowLengths(examples[example]);
    }

    @Override
    public double weight(int example) {
        return all.weight(examples[example]);
    }

    @Override
    public boolean needsWholeBatches() {
        return all.needsWholeBatches();
    }

    @Override
    public Tensor loss(int[] numbers, Dropout dropout) {
        return all.loss(ofRun(numbers), dropout);
    }

    @Override
    public void save(Path directory) {
        all.save(directory);
    }
}
