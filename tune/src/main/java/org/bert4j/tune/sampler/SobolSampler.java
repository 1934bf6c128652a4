package org.bert4j.tune.sampler;

import org.apache.commons.math3.random.SobolSequenceGenerator;
import org.bert4j.tune.space.SearchSpace;
import org.bert4j.tune.trial.Trial;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Spreads trials more evenly than chance does: a Sobol sequence with the direction numbers of Joe and Kuo (2008),
/// shifted by a random vector (Cranley and Patterson 1976), so that seeds differ.
public record SobolSampler(long seed) implements Sampler {
    @Override
    public Optional<Map<String, String>> next(SearchSpace space, List<Trial> trials) {
        int dimensions = space.parameters().size();
        double[] place = new SobolSequenceGenerator(dimensions).skipTo(trials.size());
        double[] shift = shift(dimensions);
        Arrays.setAll(place, i -> (place[i] + shift[i]) % 1);
        return Optional.of(
                space.configuration(
                        parameter ->
                                parameter
                                        .domain()
                                        .at(place[space.parameters().indexOf(parameter)])));
    }

    private double[] shift(int dimensions) {
        RandomGenerator random = Draws.of(seed, -1);
        return random.doubles(dimensions).toArray();
    }
}
