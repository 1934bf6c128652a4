package org.bert4j.trainer;

import org.bert4j.checkpoint.Checkpoint;

import java.util.Map;

/// Makes a task ready to train, from a checkpoint and the data files of a recipe.
interface Preparer {
    /// The name of the task on the command line.
    String task();

    /// Its options under the names of the command line.
    Map<String, Object> options();

    /// Reads the data and builds the model.
    Preparation prepare(
            Checkpoint checkpoint, FineTuning recipe, RunDirectory run, TrainingListener listener);
}
