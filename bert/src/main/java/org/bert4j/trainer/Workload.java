package org.bert4j.trainer;

import org.bert4j.batch.BatchOrder;
import org.bert4j.batch.BatchSize;
import org.bert4j.task.Objective;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// What a run will do, counted before it begins: the batches are those that [Trainer] makes.
final class Workload {
    private final int[][] rows; // tokens of each row of each example
    private final TrainingOptions options;
    private final BatchOrder order;

    private Workload(int[][] rows, TrainingOptions options) {
        this.rows = rows;
        this.options = options;
        order = Stage.order(IntStream.range(0, rows.length).map(this::tokens).toArray(), options);
    }

    static Workload of(Objective objective, TrainingOptions options) {
        int[][] rows = new int[objective.size()][];
        Arrays.setAll(rows, objective::rowLengths);
        return new Workload(rows, options);
    }

    /// The same examples with sequences of like length together.
    Workload grouped() {
        return new Workload(rows, options.withGroupByLength(true));
    }

    /// The same with every row cut to so many tokens.
    Workload cutTo(int maxLength) {
        int[][] cut =
                Arrays.stream(rows)
                        .map(
                                lengths ->
                                        Arrays.stream(lengths)
                                                .map(length -> Math.min(length, maxLength))
                                                .toArray())
                        .toArray(int[][]::new);
        return new Workload(cut, options);
    }

    int examples() {
        return rows.length;
    }

    /// Tokens of an example, padding left out.
    int tokens(int example) {
        return Arrays.stream(rows[example]).sum();
    }

    /// Of all examples, padding left out.
    long tokens() {
        return Arrays.stream(rowLengths()).asLongStream().sum();
    }

    /// Tokens of each row the model sees of all examples, from the shortest to the longest.
    int[] rowLengths() {
        return Arrays.stream(rows).flatMapToInt(Arrays::stream).sorted().toArray();
    }

    int epochs() {
        return options.epochs();
    }

    int stepsPerEpoch() {
        return order.batchesPerEpoch();
    }

    long steps() {
        return (long) epochs() * stepsPerEpoch();
    }

    long evaluations() {
        return times(options.rhythm().evaluateEvery())
                + beforeTheEnd(options.rhythm().evaluateAt());
    }

    private static long beforeTheEnd(List<Double> shares) {
        return shares.stream().filter(share -> share < 1).count();
    }

    long saves() {
        return times(options.rhythm().saveEvery());
    }

    /// How often something is done that is due after so many steps (else after each epoch) and after the last one.
    private long times(OptionalInt every) {
        return Math.ceilDiv(steps(), every.orElse(stepsPerEpoch()));
    }

    /// The batches of one epoch, counted from 0.
    List<int[]> epoch(int epoch) {
        return order.epoch(epoch);
    }

    /// A batch, in the pieces in which it is computed.
    BatchSize size(int[] batch) {
        BatchSize size = BatchSize.NOTHING;
        for (int from = 0; from < batch.length; from += options.microBatchSize()) {
            int to = Math.min(from + options.microBatchSize(), batch.length);
            size = size.plus(BatchSize.of(rowLengths(Arrays.copyOfRange(batch, from, to))));
        }
        return size;
    }

    private int[] rowLengths(int[] examples) {
        return Arrays.stream(examples).flatMap(example -> Arrays.stream(rows[example])).toArray();
    }

    /// Share of the computed places that hold no token, over all epochs.
    double padding() {
        long slots = 0;
        for (int epoch = 0; epoch < epochs(); epoch++) {
            slots += epoch(epoch).stream().mapToLong(batch -> size(batch).slots()).sum();
        }
        return 1 - (double) epochs() * tokens() / slots;
    }

    /// Seconds that all steps of the run take together.
    double seconds(StepCost cost) {
        double seconds = 0;
        for (int epoch = 0; epoch < epochs(); epoch++) {
            for (int[] batch : epoch(epoch)) {
                seconds += cost.seconds(size(batch));
            }
        }
        return seconds;
    }
}
