package org.bert4j.trainer;

import java.util.OptionalLong;

/// How far a run has come, counted in updates or, where it has a budget of time, in milliseconds.
final class Course {
    private static final double MILLIS = 1e3; // in a second

    private final Length length;
    private final TrainingOptions.Update update;
    private final OptionalLong steps;
    private final long total;

    Course(Length length, TrainingOptions.Update update, int batchesPerEpoch) {
        this.length = length;
        this.update = update;
        steps = length.steps(batchesPerEpoch);
        total = length instanceof Length.Time(var budget) ? budget.toMillis() : steps.orElseThrow();
    }

    /// Does the clock end it?
    boolean isTimed() {
        return length instanceof Length.Time;
    }

    /// Updates in all; empty if that shows in the end only.
    OptionalLong steps() {
        return steps;
    }

    /// The learning rate of the next update.
    double learningRate(Progress progress) {
        long warmup = (long) Math.ceil(update.warmupShare() * total);
        return update.learningRate() * update.schedule().factor(done(progress), warmup, total);
    }

    /// @param closing seconds that the last evaluation and the last save will take
    boolean isOver(Progress progress, double closing) {
        double reserve = isTimed() ? closing * MILLIS : 0;
        return done(progress) + reserve >= total;
    }

    private long done(Progress progress) {
        return isTimed() ? (long) (progress.seconds() * MILLIS) : progress.step();
    }
}
