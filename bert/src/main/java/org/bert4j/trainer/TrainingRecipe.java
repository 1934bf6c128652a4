package org.bert4j.trainer;

/// All that a training needs but a place for the run.
public interface TrainingRecipe {
    /// Trains to the end or until stopped; goes on where the directory's run was left.
    ///
    /// @return how far it came
    Progress run(RunDirectory run, TrainingListener listener, Stop stop);
}
