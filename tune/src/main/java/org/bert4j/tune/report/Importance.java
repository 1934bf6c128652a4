package org.bert4j.tune.report;

import org.bert4j.tune.space.Domain;
import org.bert4j.tune.space.Parameter;
import org.bert4j.tune.space.SearchSpace;
import org.bert4j.tune.trial.Trial;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// How much of the differences between scores each option explains by itself: functional analysis of variance of a
/// random forest (Hutter et al. 2014).
public final class Importance {
    private static final int TREES = 64;
    private static final int FEWEST_TRIALS = 4;

    private Importance() {}

    /// A share of the variance for each option; empty if there are too few trials, or their scores are equal.
    ///
    /// @param share of a run, at which scores are compared
    public static Map<String, Double> of(SearchSpace space, List<Trial> trials, double share) {
        List<Trial> scored =
                trials.stream().filter(trial -> trial.atShare(share).isPresent()).toList();
        if (scored.size() < FEWEST_TRIALS) {
            return Map.of();
        }
        double[][] points =
                scored.stream().map(trial -> point(space, trial)).toArray(double[][]::new);
        double[] values =
                scored.stream().mapToDouble(trial -> trial.atShare(share).get().score()).toArray();
        List<double[]> effects = new ArrayList<>();
        Random random = new Random(1);
        for (int tree = 0; tree < TREES; tree++) {
            int[] drawn = random.ints(points.length, 0, points.length).toArray();
            double[] effect = new RegressionTree(points, values, drawn).mainEffects();
            if (effect.length > 0) {
                effects.add(effect);
            }
        }
        return effects.isEmpty() ? Map.of() : byName(space, effects);
    }

    private static Map<String, Double> byName(SearchSpace space, List<double[]> effects) {
        Map<String, Double> shares = new LinkedHashMap<>();
        for (int i = 0; i < space.parameters().size(); i++) {
            int dimension = i;
            shares.put(
                    space.parameters().get(i).name(),
                    effects.stream()
                            .mapToDouble(effect -> effect[dimension])
                            .average()
                            .orElseThrow());
        }
        return shares;
    }

    /// An option that did not matter lies in the middle.
    private static double[] point(SearchSpace space, Trial trial) {
        return space.parameters().stream()
                .mapToDouble(parameter -> place(parameter, trial.configuration()))
                .toArray();
    }

    private static double place(Parameter parameter, Map<String, String> configuration) {
        String text = configuration.get(parameter.name());
        Domain domain = parameter.domain();
        return text == null ? 0.5 : domain.unit(domain.code(text));
    }
}
