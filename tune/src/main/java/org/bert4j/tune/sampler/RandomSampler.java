package org.bert4j.tune.sampler;

import org.bert4j.tune.space.SearchSpace;
import org.bert4j.tune.trial.Trial;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Draws every option evenly (Bergstra and Bengio 2012).
public record RandomSampler(long seed) implements Sampler {
    @Override
    public Optional<Map<String, String>> next(SearchSpace space, List<Trial> trials) {
        RandomGenerator random = Draws.of(seed, trials.size());
        return Optional.of(
                space.configuration(parameter -> parameter.domain().at(random.nextDouble())));
    }
}
