package org.bert4j.task;

import org.bert4j.layer.Dropout;
import org.bert4j.tensor.Tensor;

import java.nio.file.Path;
import java.util.Arrays;

/// What a trainer needs to know of a task: numbered training examples, their loss, and how to save the model.
public interface Objective extends AutoCloseable {
    /// Number of training examples.
    int size();

    /// Length of an example in tokens, padding left out.
    int tokens(int example);

    /// Tokens of each row that the model sees of an example.
    default int[] rowLengths(int example) {
        return new int[] {tokens(example)};
    }

    /// What an example counts in the mean loss of a batch.
    default double weight(int example) {
        return 1;
    }

    /// True if the examples of a batch are part of each other's loss, so that it cannot be computed in pieces.
    default boolean needsWholeBatches() {
        return false;
    }

    /// The loss of some examples, summed over them (each as [#weight] counts it), as a scalar with gradients.
    Tensor loss(int[] examples, Dropout dropout);

    /// What a part of a batch adds to the batch's mean loss.
    default Tensor share(int[] part, int[] batch, Dropout dropout) {
        double weight = Arrays.stream(batch).mapToDouble(this::weight).sum();
        return loss(part, dropout).times(1 / weight);
    }

    /// An epoch begins, or is gone on with: examples may look different in each.
    ///
    /// @param number counted from 0
    default void epoch(int number) {}

    /// Saves the model as it is now into an empty directory, so that a predictor can open it.
    void save(Path directory);

    /// Gives back what was kept for training; the model stays.
    @Override
    default void close() {}
}
