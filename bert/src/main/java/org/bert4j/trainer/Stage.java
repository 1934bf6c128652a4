package org.bert4j.trainer;

import org.bert4j.batch.BatchOrder;
import org.bert4j.task.Objective;

import java.util.Arrays;
import java.util.List;

/// A part of a run: what is trained on, how many examples an update takes, and for how much of the way.
///
/// A *place* is a number of batches of the order, counted from the first one of the first epoch. An update takes some
/// batches that follow each other, so updates may grow while examples are still used once an epoch.
final class Stage {
    private final String name;
    private final Objective objective;
    private final BatchOrder order;
    private final int batchesPerUpdate;
    private final int microBatchSize;
    private final double share;
    private int epoch;
    private List<int[]> batches = List.of(); // of this epoch; empty before the first

    /// @param name             for messages
    /// @param order            of the objective's examples; stages with the same one go on in it where the one before ends
    /// @param batchesPerUpdate of the order; fewer at the end of an epoch
    /// @param microBatchSize   examples computed at once
    /// @param share            of the way
    Stage(
            String name,
            Objective objective,
            BatchOrder order,
            int batchesPerUpdate,
            int microBatchSize,
            double share) {
        this.name = name;
        this.objective = objective;
        this.order = order;
        this.batchesPerUpdate = batchesPerUpdate;
        this.microBatchSize = microBatchSize;
        this.share = share;
    }

    /// A run that is one stage.
    static Stage whole(Objective objective, TrainingOptions options) {
        BatchOrder order = order(objective, options);
        return new Stage("all examples", objective, order, 1, options.microBatchSize(), 1);
    }

    private static BatchOrder order(Objective objective, TrainingOptions options) {
        int[] lengths = new int[objective.size()];
        Arrays.setAll(lengths, objective::tokens);
        return order(lengths, options);
    }

    /// @param lengths tokens of each example
    static BatchOrder order(int[] lengths, TrainingOptions options) {
        return options.groupByLength()
                ? BatchOrder.grouped(lengths, options.batchSize(), options.seed())
                : BatchOrder.shuffled(lengths.length, options.batchSize(), options.seed());
    }

    String name() {
        return name;
    }

    Objective objective() {
        return objective;
    }

    int microBatchSize() {
        return microBatchSize;
    }

    double share() {
        return share;
    }

    /// Whether it takes the examples that come next after those of another stage.
    boolean goesOnFrom(Stage before) {
        return order == before.order;
    }

    /// The examples of the update at a place, which the objective shows as they look in that epoch.
    int[] examples(long place) {
        begin((int) (place / order.batchesPerEpoch()));
        int from = (int) (place % order.batchesPerEpoch());
        return batches.subList(from, from + batchesAt(place)).stream()
                .flatMapToInt(Arrays::stream)
                .toArray();
    }

    private void begin(int number) {
        if (batches.isEmpty() || epoch != number) {
            epoch = number;
            batches = order.epoch(number);
            objective.epoch(number);
        }
    }

    /// Where the next update begins.
    long next(long place) {
        return place + batchesAt(place);
    }

    private int batchesAt(long place) {
        long left = order.batchesPerEpoch() - place % order.batchesPerEpoch();
        return (int) Math.min(batchesPerUpdate, left);
    }

    /// The place after so many passes over the examples.
    long after(double epochs) {
        return Math.round(epochs * order.batchesPerEpoch());
    }

    /// Passes over the examples that lie before a place.
    double epochs(long place) {
        return (double) place / order.batchesPerEpoch();
    }

    boolean isEndOfEpoch(long place) {
        return place % order.batchesPerEpoch() == 0;
    }
}
