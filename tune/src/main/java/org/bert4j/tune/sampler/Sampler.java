package org.bert4j.tune.sampler;

import org.bert4j.tune.space.SearchSpace;
import org.bert4j.tune.trial.Trial;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Chooses what the next trial is made of.
///
/// A sampler keeps nothing: it is given all trials, and draws from a seed and the number of the trial. So several
/// workers can share a study, and a study that was interrupted goes on as if it had not been.
public interface Sampler {
    /// @param trials all trials so far, in their order
    /// @return       the configuration of the trial whose number is the count of these; empty if all have been tried
    Optional<Map<String, String>> next(SearchSpace space, List<Trial> trials);
}
