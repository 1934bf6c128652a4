package org.bert4j.tune.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// A tree that cuts the unit cube into boxes with a value each (Breiman et al. 1984): each cut is the one that leaves
/// the least variance.
final class RegressionTree {
    /// A part of the cube.
    ///
    /// @param low  lower bound of each dimension
    /// @param high upper bound
    /// @param value mean of the points inside
    private record Box(double[] low, double[] high, double value) {
        double width(int dimension) {
            return high[dimension] - low[dimension];
        }

        double volume() {
            return IntStream.range(0, low.length)
                    .mapToDouble(this::width)
                    .reduce(1, (a, b) -> a * b);
        }
    }

    private final List<Box> boxes = new ArrayList<>();

    /// @param points `[points][dimensions]`, each in [0, 1]
    /// @param chosen indexes of points; one may come several times
    RegressionTree(double[][] points, double[] values, int[] chosen) {
        int dimensions = points[0].length;
        double[] high = new double[dimensions];
        Arrays.fill(high, 1);
        grow(points, values, chosen, new double[dimensions], high);
    }

    private void grow(
            double[][] points, double[] values, int[] chosen, double[] low, double[] high) {
        Cut cut = bestCut(points, values, chosen);
        if (cut == null) {
            double mean = Arrays.stream(chosen).mapToDouble(i -> values[i]).average().orElseThrow();
            boxes.add(new Box(low, high, mean));
            return;
        }
        int[] below =
                Arrays.stream(chosen).filter(i -> points[i][cut.dimension] < cut.place).toArray();
        int[] above =
                Arrays.stream(chosen).filter(i -> points[i][cut.dimension] >= cut.place).toArray();
        double[] middleHigh = high.clone();
        middleHigh[cut.dimension] = cut.place;
        double[] middleLow = low.clone();
        middleLow[cut.dimension] = cut.place;
        grow(points, values, below, low, middleHigh);
        grow(points, values, above, middleLow, high);
    }

    private record Cut(int dimension, double place, double gain) {}

    /// @return null if no cut makes a difference
    private static Cut bestCut(double[][] points, double[] values, int[] chosen) {
        Cut best = null;
        for (int dimension = 0; dimension < points[0].length; dimension++) {
            Cut cut = bestCut(points, values, chosen, dimension);
            if (cut != null && (best == null || cut.gain > best.gain)) {
                best = cut;
            }
        }
        return best;
    }

    private static Cut bestCut(double[][] points, double[] values, int[] chosen, int dimension) {
        List<Integer> order =
                Arrays.stream(chosen)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> points[i][dimension]))
                        .toList();
        double total = Arrays.stream(chosen).mapToDouble(i -> values[i]).sum();
        int count = chosen.length;
        double sum = 0;
        Cut best = null;
        for (int left = 1; left < count; left++) {
            sum += values[order.get(left - 1)];
            double before = points[order.get(left - 1)][dimension];
            double after = points[order.get(left)][dimension];
            double gain =
                    sum * sum / left
                            + (total - sum) * (total - sum) / (count - left)
                            - total * total / count;
            if (before < after && gain > 1e-12 && (best == null || gain > best.gain)) {
                best = new Cut(dimension, (before + after) / 2, gain);
            }
        }
        return best;
    }

    /// The share of the tree's variance over the cube that each dimension explains by itself; empty if there is none.
    double[] mainEffects() {
        int dimensions = boxes.getFirst().low.length;
        double mean = boxes.stream().mapToDouble(box -> box.volume() * box.value).sum();
        double variance =
                boxes.stream()
                        .mapToDouble(box -> box.volume() * Math.pow(box.value - mean, 2))
                        .sum();
        if (variance < 1e-15) {
            return new double[0];
        }
        double[] shares = new double[dimensions];
        Arrays.setAll(shares, dimension -> marginalVariance(dimension, mean) / variance);
        return shares;
    }

    private double marginalVariance(int dimension, double mean) {
        double[] places =
                boxes.stream()
                        .flatMap(box -> List.of(box.low[dimension], box.high[dimension]).stream())
                        .mapToDouble(Double::doubleValue)
                        .sorted()
                        .distinct()
                        .toArray();
        double variance = 0;
        for (int i = 0; i + 1 < places.length; i++) {
            double middle = (places[i] + places[i + 1]) / 2;
            double marginal =
                    boxes.stream()
                            .filter(
                                    box ->
                                            box.low[dimension] < middle
                                                    && middle < box.high[dimension])
                            .mapToDouble(box -> box.volume() / box.width(dimension) * box.value)
                            .sum();
            variance += (places[i + 1] - places[i]) * Math.pow(marginal - mean, 2);
        }
        return variance;
    }
}
