package org.bert4j.trainer;

import org.bert4j.task.Objective;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// The way of a run, stage by stage, and how far it has come: counted in updates or, where it has a budget of time, in
/// milliseconds.
final class Course {
    private static final double MILLIS = 1e3; // in a second

    private final Length length;
    private final TrainingOptions.Update update;
    private final List<Stage> stages;
    private final long[] ends; // of the stages
    private final long total;

    /// @param stages their shares make 1
    Course(Length length, TrainingOptions.Update update, List<Stage> stages) {
        this.length = length;
        this.update = update;
        this.stages = List.copyOf(stages);
        ends =
                switch (length) {
                    case Length.Epochs(int count) -> endsOfEpochs(count);
                    case Length.Steps(long count) -> endsOfShares(count);
                    case Length.Time(var budget) -> endsOfShares(budget.toMillis());
                };
        total = ends[ends.length - 1];
    }

    /// A run that is one stage.
    static Course of(Objective objective, TrainingOptions options) {
        Stage whole = Stage.whole(objective, options);
        return new Course(options.length(), options.update(), List.of(whole));
    }

    private long[] endsOfShares(long whole) {
        long[] all = new long[stages.size()];
        double share = 0;
        for (int i = 0; i < all.length; i++) {
            share += stages.get(i).share();
            all[i] = Math.round(share * whole);
        }
        return all;
    }

    /// Each stage takes its share of the epochs, on its own examples.
    private long[] endsOfEpochs(int count) {
        long[] all = new long[stages.size()];
        double epochs = 0;
        long place = 0;
        long steps = 0;
        for (int i = 0; i < all.length; i++) {
            Stage stage = stages.get(i);
            if (i > 0 && !stage.goesOnFrom(stages.get(i - 1))) {
                epochs = 0;
                place = 0;
            }
            epochs += count * stage.share();
            for (long end = stage.after(epochs); place < end; place = stage.next(place)) {
                steps++;
            }
            all[i] = steps;
        }
        return all;
    }

    /// Stages that the run is too short for, by name.
    List<String> skipped() {
        List<String> names = new ArrayList<>();
        long begin = 0;
        for (int i = 0; i < ends.length; i++) {
            if (ends[i] == begin) {
                names.add(stages.get(i).name());
            }
            begin = ends[i];
        }
        return names;
    }

    boolean hasStages() {
        return stages.size() > 1;
    }

    Progress start() {
        return Progress.start(stages.getFirst().microBatchSize());
    }

    Stage stage(Progress progress) {
        return stages.get(progress.stage());
    }

    /// The same in the stage that is due for the next update.
    Progress enter(Progress progress) {
        int due = 0;
        while (due < ends.length - 1 && ends[due] <= done(progress)) {
            due++;
        }
        Stage next = stages.get(due);
        return next.goesOnFrom(stage(progress))
                ? progress.inStage(due)
                : progress.atBeginOf(due, next.microBatchSize());
    }

    /// Does the clock end it?
    boolean isTimed() {
        return length instanceof Length.Time;
    }

    /// Updates in all; empty if that shows in the end only.
    OptionalLong steps() {
        return isTimed() ? OptionalLong.empty() : OptionalLong.of(total);
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

    /// Whether the latest update was the one that reached one of these shares of the way. The clock does not tell.
    boolean isAt(List<Double> shares, Progress progress) {
        return !isTimed()
                && shares.stream()
                        .anyMatch(
                                share ->
                                        progress.step()
                                                == TrainingOptions.Rhythm.stepAt(share, total));
    }

    private long done(Progress progress) {
        return isTimed() ? (long) (progress.seconds() * MILLIS) : progress.step();
    }
}
