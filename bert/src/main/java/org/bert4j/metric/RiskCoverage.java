package org.bert4j.metric;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What is gained by leaving the least sure answers to people: how many of the others are wrong (Geifman and El-Yaniv
/// 2017, "Selective classification for deep neural networks").
public final class RiskCoverage {
    private final List<Answered> answers = new ArrayList<>();

    private record Answered(double probability, double score) {}

    /// A point of the curve.
    ///
    /// @param coverage    share of the examples that are answered, the surest ones
    /// @param risk        how many of these answers are wrong, as a share
    /// @param probability least one among these answers
    public record Point(double coverage, double risk, double probability) {}

    /// Counts an answer.
    ///
    /// @param probability that the model gave it
    /// @param score       1 if it was right, 0 if it was wrong
    public void add(double probability, double score) {
        answers.add(new Answered(probability, score));
    }

    /// The area under the curve (AURC): the mean risk over all coverages; 0 without answers.
    public double area() {
        return risks().stream().mapToDouble(Point::risk).average().orElse(0);
    }

    /// Some points of the curve, evenly spread, the one of all answers last.
    ///
    /// @param most how many
    public List<Point> points(int most) {
        List<Point> risks = risks();
        int count = Math.min(most, risks.size());
        List<Point> points = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            points.add(risks.get((int) ((long) risks.size() * i / count) - 1));
        }
        return points;
    }

    private List<Point> risks() {
        List<Answered> surest =
                answers.stream()
                        .sorted(Comparator.comparingDouble(Answered::probability).reversed())
                        .toList();
        List<Point> points = new ArrayList<>();
        double wrong = 0;
        for (int i = 0; i < surest.size(); i++) {
            wrong += 1 - surest.get(i).score();
            points.add(
                    new Point(
                            (i + 1.0) / surest.size(),
                            wrong / (i + 1),
                            surest.get(i).probability()));
        }
        return points;
    }
}
