package org.bert4j.tune.study;

/// A figure that is made as large, or as small, as can be.
///
/// @param figure of an evaluation, such as `accuracy`
public record Objective(String figure, Direction direction) {
    /// The figure that decides a run without a search.
    public static final Objective SCORE = new Objective("score", Direction.LARGER);

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
        return direction == Direction.LARGER ? score : -score;
    }
}
