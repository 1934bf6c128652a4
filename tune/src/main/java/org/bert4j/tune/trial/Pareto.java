package org.bert4j.tune.trial;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Which trials are better where several objectives count: those that no other beats in everything.
public final class Pareto {
    private Pareto() {}

    /// Trained to the end, and no other such trial is at least as good in all objectives and better in one.
    public static List<Trial> front(List<Trial> trials) {
        List<Trial> whole =
                trials.stream().filter(trial -> trial.state() == Trial.State.COMPLETE).toList();
        return whole.stream()
                .filter(trial -> whole.stream().noneMatch(other -> dominates(other, trial)))
                .toList();
    }

    /// The best first. Trials that no other of the rest dominates come before the others; among these, the ones in the
    /// emptier places, so that the whole front is found (Deb et al. 2002, NSGA-II). With one objective, by its score.
    ///
    /// @param trials with reports
    public static List<Trial> ranked(List<Trial> trials) {
        if (trials.stream().allMatch(trial -> scores(trial).size() == 1)) {
            return trials.stream()
                    .sorted(Comparator.comparingDouble(trial -> -scores(trial).getFirst()))
                    .toList();
        }
        List<Trial> rest = new ArrayList<>(trials);
        List<Trial> ranked = new ArrayList<>();
        while (!rest.isEmpty()) {
            List<Trial> front =
                    new ArrayList<>(
                            rest.stream()
                                    .filter(
                                            trial ->
                                                    rest.stream()
                                                            .noneMatch(
                                                                    other ->
                                                                            dominates(
                                                                                    other, trial)))
                                    .toList());
            rest.removeAll(front);
            Map<Trial, Double> space = crowding(front);
            front.sort(Comparator.comparingDouble((Trial trial) -> -space.get(trial)));
            ranked.addAll(front);
        }
        return ranked;
    }

    private static boolean dominates(Trial one, Trial other) {
        List<Double> a = scores(one);
        List<Double> b = scores(other);
        boolean better = false;
        for (int i = 0; i < a.size(); i++) {
            if (a.get(i) < b.get(i)) {
                return false;
            }
            better |= a.get(i) > b.get(i);
        }
        return better;
    }

    private static List<Double> scores(Trial trial) {
        return trial.lastReport().orElseThrow().scores();
    }

    /// How far apart the neighbours of each are, over all objectives; infinite at the ends.
    private static Map<Trial, Double> crowding(List<Trial> front) {
        Map<Trial, Double> distances = new HashMap<>();
        front.forEach(trial -> distances.put(trial, 0.0));
        int objectives = scores(front.getFirst()).size();
        for (int objective = 0; objective < objectives; objective++) {
            int at = objective;
            List<Trial> sorted =
                    front.stream()
                            .sorted(Comparator.comparingDouble(trial -> scores(trial).get(at)))
                            .toList();
            double[] values = sorted.stream().mapToDouble(trial -> scores(trial).get(at)).toArray();
            int last = values.length - 1;
            double range = values[last] - values[0];
            IntStream.rangeClosed(0, last)
                    .forEach(
                            i ->
                                    distances.merge(
                                            sorted.get(i),
                                            i == 0 || i == last
                                                    ? Double.POSITIVE_INFINITY
                                                    : (values[i + 1] - values[i - 1])
                                                            / Math.max(range, Double.MIN_NORMAL),
                                            Double::sum));
        }
        return distances;
    }
}
