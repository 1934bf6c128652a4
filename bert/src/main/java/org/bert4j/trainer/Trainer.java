package org.bert4j.trainer;

import org.bert4j.batch.BatchOrder;
import org.bert4j.batch.Seeds;
import org.bert4j.evaluate.Evaluation;
import org.bert4j.evaluate.Evaluator;
import org.bert4j.layer.Dropout;
import org.bert4j.task.Objective;
import org.bert4j.tensor.AdamW;
import org.bert4j.tensor.Checkpointing;
import org.bert4j.tensor.Gradients;
import org.bert4j.tensor.Tensor;
import org.bert4j.tensor.TensorException;
import org.bert4j.tensor.TensorScope;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Trains the parameters of a model on an [Objective], evaluating and saving on the way.
///
/// A run that was killed at any moment and resumed ends with the same bits as one that was not, as long as plan and
/// processor type are the same.
public final class Trainer implements AutoCloseable {
    private final Objective objective;
    private final Evaluator evaluator;
    private final TrainingOptions options;
    private final RunDirectory run;
    private final TrainingListener listener;
    private final Map<String, Tensor> trained = new LinkedHashMap<>();
    private final AdamW optimizer;
    private final BatchOrder order;
    private final Course course;
    private final Stop stop;
    private int microBatchSize;
    private long begin; // as if the run had never been interrupted
    private double evaluating; // seconds
    private double saving;

    /// @param parameters of the model by published name; those not marked as trainable stay as they are
    public Trainer(
            Objective objective,
            Evaluator evaluator,
            Map<String, Tensor> parameters,
            TrainingOptions options,
            RunDirectory run,
            TrainingListener listener,
            Stop stop) {
        this.objective = objective;
        this.evaluator = evaluator;
        this.options = options;
        this.run = run;
        this.listener = listener;
        this.stop = stop;
        parameters.forEach(this::addIfTrainable);
        optimizer =
                new AdamW(
                        options.update().optimizer(),
                        ParameterGroups.of(trained, options.update()));
        order = order(objective, options);
        course = new Course(options.length(), options.update(), order.batchesPerEpoch());
    }

    /// A whole run, whose steps and evaluations are written into its directory.
    ///
    /// @return how far it came; a stopped run can be resumed
    /// @throws NonFiniteException if loss or gradients stop being numbers
    static Progress run(
            Objective objective,
            Evaluator evaluator,
            Map<String, Tensor> parameters,
            TrainingOptions options,
            RunDirectory run,
            TrainingListener listener,
            Stop stop) {
        TrainingListener files = new MetricsFile(run.metrics()).and(new EventFile(run.events()));
        try (Trainer trainer =
                new Trainer(
                        objective,
                        evaluator,
                        parameters,
                        options,
                        run,
                        files.and(listener),
                        stop)) {
            return trainer.train();
        }
    }

    private void addIfTrainable(String name, Tensor parameter) {
        if (parameter.isTrainable()) {
            trained.put(name, parameter);
        }
    }

    private static BatchOrder order(Objective objective, TrainingOptions options) {
        if (objective.hasMany()) {
            return BatchOrder.placeByPlace(objective.size(), options.batchSize(), options.seed());
        }
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

    /// Updates in all; empty if that shows in the end only.
    public OptionalLong totalSteps() {
        return course.steps();
    }

    /// Trains to the end, or until stopped.
    ///
    /// @return how far it came; a stopped run can be resumed
    /// @throws NonFiniteException if loss or gradients stop being numbers
    public Progress train() {
        Progress progress =
                run.hasSavedState()
                        ? run.restore(optimizer)
                        : Progress.start(options.microBatchSize());
        microBatchSize = progress.microBatchSize();
        begin = System.nanoTime() - (long) (progress.seconds() * 1e9);
        listener.started(progress.step(), totalSteps().orElse(0));
        if (progress.step() == 0 && course.isTimed()) {
            progress =
                    evaluateWhenDue(progress, true); // what a clock must leave time for in the end
            save(progress);
        }
        while (!course.isOver(progress, closing()) && !progress.ended()) {
            int epoch = (int) (progress.step() / order.batchesPerEpoch());
            objective.epoch(epoch);
            List<int[]> batches = order.epoch(epoch);
            int next = (int) (progress.step() % order.batchesPerEpoch());
            for (int[] batch : batches.subList(next, batches.size())) {
                update(progress, batch);
                progress =
                        progress.afterStep(microBatchSize, course.isTimed() ? seconds(begin) : 0);
                boolean over = course.isOver(progress, closing());
                progress = evaluateWhenDue(progress, over);
                progress = over ? progress.atEnd() : progress;
                saveWhenDue(progress, over);
                if (over) {
                    return progress;
                }
                if (stop.isWanted() || progress.ended()) {
                    save(progress);
                    return progress;
                }
            }
        }
        return progress;
    }

    /// Seconds that an evaluation and a save take.
    private double closing() {
        return evaluating + saving;
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private void update(Progress progress, int[] batch) {
        long begin = System.nanoTime();
        long step = progress.step();
        double rate = course.learningRate(progress);
        double loss = gradients(step, batch);
        double norm = optimizer.gradientNorm();
        if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
            throw new NonFiniteException(step + 1, loss, firstNonFinite(), batch);
        }
        optimizer.clip(norm, options.update().maxGradientNorm());
        optimizer.step(rate);
        listener.step(
                new TrainingListener.Step(
                        step + 1,
                        (double) (step + 1) / order.batchesPerEpoch(),
                        loss,
                        norm,
                        rate,
                        batch.length,
                        Arrays.stream(batch).map(objective::tokens).sum(),
                        seconds(begin)));
    }

    /// Leaves the gradient of the batch's mean loss in the parameters, computed in as large pieces as memory allows.
    private double gradients(long step, int[] batch) {
        while (true) {
            try {
                return accumulate(step, batch);
            } catch (TensorException e) {
                if (!e.isOutOfMemory() || microBatchSize == 1 || objective.needsWholeBatches()) {
                    throw e;
                }
                microBatchSize = Math.max(1, Math.min(microBatchSize, batch.length) / 2);
                listener.notice(
                        "Out of memory: going on with %d examples at once"
                                .formatted(microBatchSize));
            }
        }
    }

    private double accumulate(long step, int[] batch) {
        optimizer.clearGradients();
        double loss = 0;
        for (int from = 0; from < batch.length; from += microBatchSize) {
            int[] part =
                    Arrays.copyOfRange(batch, from, Math.min(from + microBatchSize, batch.length));
            try (var _ = TensorScope.open()) {
                Dropout dropout = Dropout.seeded(Seeds.mix(options.seed(), step, from));
                Tensor partial = share(part, batch, dropout);
                Gradients.backward(partial);
                loss += partial.item();
            }
        }
        return loss;
    }

    private Tensor share(int[] part, int[] batch, Dropout dropout) {
        try (var _ = options.precision().open();
                var _ = Checkpointing.open(options.checkpointing())) {
            return objective.share(part, batch, dropout);
        }
    }

    private String firstNonFinite() {
        for (var parameter : trained.entrySet()) {
            try (var _ = TensorScope.open()) {
                if (!Double.isFinite(parameter.getValue().gradient().sum().item())) {
                    return parameter.getKey();
                }
            }
        }
        return "all parameters together";
    }

    private Progress evaluateWhenDue(Progress progress, boolean over) {
        if (!over && !isDue(progress, options.rhythm().evaluateEvery())) {
            return progress;
        }
        long began = System.nanoTime();
        Evaluation evaluation = evaluator.evaluate(options.precision());
        boolean best = evaluation.score() >= progress.bestScore(); // of equals, the later one
        listener.evaluated(progress.step(), evaluation, best);
        if (best) {
            run.saveBest(objective::save);
        }
        evaluating = seconds(began);
        int patience = options.rhythm().patience().orElse(Integer.MAX_VALUE);
        return progress.afterEvaluation(evaluation, patience);
    }

    private void saveWhenDue(Progress progress, boolean over) {
        if (over || isDue(progress, options.rhythm().saveEvery())) {
            save(progress);
        }
    }

    /// @param every steps; empty: an epoch
    private boolean isDue(Progress progress, OptionalInt every) {
        return progress.step() % every.orElse(order.batchesPerEpoch()) == 0;
    }

    private void save(Progress progress) {
        long began = System.nanoTime();
        run.saveLast(objective::save, optimizer, progress);
        saving = seconds(began);
        listener.saved(progress.step(), run.last());
    }

    /// Gives the optimizer's memory back; the model stays.
    @Override
    public void close() {
        optimizer.free();
    }
}
