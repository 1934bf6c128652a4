package org.bert4j.task;

import org.bert4j.layer.Dropout;
import org.bert4j.tensor.Tensor;

import java.nio.file.Path;

/// What a trainer needs to know of a task: numbered training examples, their loss, and how to save the model.
public interface Objective {
    /// Number of training examples.
    int size();

    /// Length of an example in tokens: examples of like length are batched together.
    int tokens(int example);

    /// The loss of some examples, summed over them, as a scalar with gradients.
    Tensor loss(int[] examples, Dropout dropout);

    /// Saves the model as it is now into an empty directory, so that a predictor can open it.
    void save(Path directory);
}
