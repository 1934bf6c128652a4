package org.bert4j.tune;

import org.bert4j.trainer.FineTuning;

import java.util.Map;

/// Makes the training run of a configuration: the very one that the same options make without a search.
@FunctionalInterface
public interface TrialRecipes {
    /// @param configuration options by name, without dashes, and their values as on the command line
    /// @throws IllegalArgumentException if the options do not make sense together
    FineTuning recipe(Map<String, String> configuration);
}
