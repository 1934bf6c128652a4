package org.bert4j.tune.study;

import java.util.regex.Pattern;

/// A figure that is made as large, or as small, as can be.
///
/// @param figure of an evaluation, such as `accuracy`
public record Objective(String figure, Direction direction) {
    /// The figure that decides a run without a search.
    public static final Objective SCORE = new Objective("score", Direction.LARGER);

    /// How fast the model is: seconds that an evaluation takes.
    public static final String LATENCY = "latency";

    private static final Pattern BETTER_SMALL =
            Pattern.compile("loss|perplexity|mse|mae|hamming_loss|" + LATENCY);

    /// That of a figure whose name tells which way is better.
    public static Objective of(String figure) {
        boolean small = BETTER_SMALL.matcher(figure).matches();
        return new Objective(figure, small ? Direction.SMALLER : Direction.LARGER);
    }

    /// Which way is better.
    public enum Direction {
        LARGER,
        SMALLER
    }

    /// The larger the better, whatever the direction.
    public double score(double value) {
        return direction == Direction.LARGER ? value : -value;
    }

    /// What a score was made of.
    public double value(double score) {
        return score(score); // undone by doing it again
    }
}
