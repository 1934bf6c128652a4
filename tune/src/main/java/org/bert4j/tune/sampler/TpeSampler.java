package org.bert4j.tune.sampler;

import org.bert4j.tune.space.Domain;
import org.bert4j.tune.space.Parameter;
import org.bert4j.tune.space.SearchSpace;
import org.bert4j.tune.trial.Pareto;
import org.bert4j.tune.trial.Trial;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// Tree-structured Parzen estimator (Bergstra et al. 2011), multivariate: draws candidates from where good trials lie,
/// and takes the one that is likeliest there compared with where the others lie.
///
/// With the constants of Optuna: ten trials at random, 24 candidates, and the best tenth of the trials, 25 at most,
/// counts as good. Trials that are running count as not good, so that several workers do not try the same. Trials that
/// were ended early rank below those that came further.
public record TpeSampler(long seed) implements Sampler {
    private static final int RANDOM_TRIALS = 10;
    private static final int CANDIDATES = 24;
    private static final int MOST_GOOD = 25;

    @Override
    public Optional<Map<String, String>> next(SearchSpace space, List<Trial> trials) {
        long reported = trials.stream().filter(trial -> trial.lastReport().isPresent()).count();
        if (reported < RANDOM_TRIALS) {
            return new RandomSampler(seed).next(space, trials);
        }
        Split split = Split.of(trials);
        RandomGenerator random = Draws.of(seed, trials.size());
        Map<Parameter, Double> chosen = new HashMap<>();
        for (List<Parameter> group : space.groups()) {
            double[] codes = choose(group, split, random);
            for (int i = 0; i < codes.length; i++) {
                chosen.put(group.get(i), codes[i]);
            }
        }
        return Optional.of(space.configuration(chosen::get));
    }

    /// Options that matter together are chosen together; those that turn out not to matter are left out afterwards.
    private static double[] choose(List<Parameter> group, Split split, RandomGenerator random) {
        ParzenEstimator good = new ParzenEstimator(group, codes(group, split.good));
        ParzenEstimator others = new ParzenEstimator(group, codes(group, split.others));
        double[] best = null;
        double bestGain = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < CANDIDATES; i++) {
            double[] candidate = rounded(group, good.draw(random));
            double gain = good.logDensity(candidate) - others.logDensity(candidate);
            if (best == null || gain > bestGain) {
                best = candidate;
                bestGain = gain;
            }
        }
        return best;
    }

    private static double[] rounded(List<Parameter> group, double[] codes) {
        double[] rounded = new double[codes.length];
        for (int i = 0; i < codes.length; i++) {
            rounded[i] = group.get(i).domain().rounded(codes[i]);
        }
        return rounded;
    }

    /// Of the trials in which the options mattered.
    private static double[][] codes(List<Parameter> group, List<Trial> trials) {
        return trials.stream()
                .filter(trial -> trial.configuration().containsKey(group.getFirst().name()))
                .map(
                        trial ->
                                group.stream()
                                        .mapToDouble(parameter -> code(parameter, trial))
                                        .toArray())
                .toArray(double[][]::new);
    }

    private static double code(Parameter parameter, Trial trial) {
        Domain domain = parameter.domain();
        return domain.code(trial.configuration().get(parameter.name()));
    }

    /// The best trials and the rest, each in the order of beginning.
    private record Split(List<Trial> good, List<Trial> others) {
        static Split of(List<Trial> trials) {
            List<Trial> ranked = ranked(trials);
            int count = Math.min((int) Math.ceil(0.1 * ranked.size()), MOST_GOOD);
            List<Trial> good = new ArrayList<>(ranked.subList(0, count));
            good.sort(Comparator.comparingInt(Trial::number));
            List<Trial> others =
                    trials.stream()
                            .filter(trial -> trial.state() != Trial.State.FAILED)
                            .filter(trial -> !good.contains(trial))
                            .toList();
            return new Split(good, others);
        }

        /// Those that came further first, and among these the better ones.
        private static List<Trial> ranked(List<Trial> trials) {
            Map<Double, List<Trial>> byShare =
                    trials.stream()
                            .filter(trial -> trial.state() != Trial.State.FAILED)
                            .filter(trial -> trial.lastReport().isPresent())
                            .collect(
                                    Collectors.groupingBy(
                                            Trial::share,
                                            () -> new TreeMap<>(Comparator.reverseOrder()),
                                            Collectors.toList()));
            return byShare.values().stream().flatMap(some -> Pareto.ranked(some).stream()).toList();
        }
    }
}
