package org.bert4j.tune.sampler;

import org.bert4j.tune.space.SearchSpace;
import org.bert4j.tune.space.SearchText;
import org.bert4j.tune.trial.Report;
import org.bert4j.tune.trial.Trial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// Functions on which searches are compared.
final class TestFunctions {
    private TestFunctions() {}

    /// A function to minimise.
    record Function(
            String name,
            SearchSpace space,
            double minimum,
            ToDoubleFunction<Map<String, String>> value) {
        /// How far the best of some trials is from the minimum.
        double regret(Sampler sampler, int trials) {
            List<Trial> past = new ArrayList<>();
            double best = Double.POSITIVE_INFINITY;
            for (int i = 0; i < trials; i++) {
                Map<String, String> configuration = sampler.next(space, past).orElseThrow();
                double here = value.applyAsDouble(configuration);
                best = Math.min(best, here);
                Report report = new Report(0, 1, List.of(-here), 1);
                past.add(new Trial(i, configuration, 0, Trial.State.COMPLETE, List.of(report)));
            }
            return best - minimum;
        }

        /// The middle one of several seeds.
        double medianRegret(
                java.util.function.LongFunction<Sampler> samplers, int seeds, int trials) {
            double[] sorted =
                    IntStream.range(0, seeds)
                            .mapToDouble(seed -> regret(samplers.apply(seed), trials))
                            .sorted()
                            .toArray();
            return (sorted[(seeds - 1) / 2] + sorted[seeds / 2]) / 2;
        }
    }

    private static SearchSpace space(String... lines) {
        return new SearchSpace(Arrays.stream(lines).map(SearchText::parse).toList());
    }

    private static double number(Map<String, String> configuration, String name) {
        return Double.parseDouble(configuration.get(name));
    }

    /// Branin (Dixon and Szegö 1978): three equal minima.
    static Function branin() {
        return new Function(
                "branin",
                space("x=-5.0..10.0", "y=0.0..15.0"),
                0.397887357729739,
                at -> branin(number(at, "x"), number(at, "y")));
    }

    private static double branin(double x, double y) {
        double curve = y - 5.1 / (4 * Math.PI * Math.PI) * x * x + 5 / Math.PI * x - 6;
        return curve * curve + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
    }

    private static final double[] HEIGHTS = {1, 1.2, 3, 3.2};
    private static final double[][] WIDTHS = {
        {10, 3, 17, 3.5, 1.7, 8},
        {0.05, 10, 17, 0.1, 8, 14},
        {3, 3.5, 1.7, 10, 17, 8},
        {17, 8, 0.05, 10, 0.1, 14}
    };
    private static final double[][] CENTRES = {
        {0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886},
        {0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991},
        {0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650},
        {0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381}
    };

    /// Hartmann's in six dimensions (Dixon and Szegö 1978): one minimum among several hollows.
    static Function hartmann() {
        String[] lines =
                IntStream.range(0, 6).mapToObj(i -> "x" + i + "=0.0..1.0").toArray(String[]::new);
        return new Function(
                "hartmann6",
                space(lines),
                -3.32236801141551,
                at ->
                        hartmann(
                                IntStream.range(0, 6)
                                        .mapToDouble(i -> number(at, "x" + i))
                                        .toArray()));
    }

    private static double hartmann(double[] x) {
        double sum = 0;
        for (int hill = 0; hill < HEIGHTS.length; hill++) {
            double distance = 0;
            for (int i = 0; i < x.length; i++) {
                distance += WIDTHS[hill][i] * Math.pow(x[i] - CENTRES[hill][i], 2);
            }
            sum -= HEIGHTS[hill] * Math.exp(-distance);
        }
        return sum;
    }

    /// Rates, whole numbers, choices and an option that matters sometimes, as a fine-tuning has them. The minimum is 0,
    /// with a rate of 1e-4, a batch of 16 and the head's own rate of 1e-3.
    static Function mixed() {
        return new Function(
                "mixed",
                space(
                        "rate=log(1e-6,1e-2)",
                        "batch=log(4,64)",
                        "freeze=nothing|embeddings|encoder",
                        "layers=1..12",
                        "head-rate=log(1e-5,1e-1) if freeze=encoder"),
                0,
                TestFunctions::mixed);
    }

    private static double mixed(Map<String, String> at) {
        double rate = Math.log10(number(at, "rate") / 1e-4);
        double batch = Math.log(number(at, "batch") / 16) / Math.log(2);
        double layers = (number(at, "layers") - 6) / 6;
        double freeze =
                switch (at.get("freeze")) {
                    case "nothing" -> 0.5;
                    case "embeddings" -> 0.7;
                    default -> 0.5 * Math.pow(Math.log10(number(at, "head-rate") / 1e-3), 2);
                };
        return rate * rate + 0.2 * batch * batch + layers * layers + freeze;
    }
}
