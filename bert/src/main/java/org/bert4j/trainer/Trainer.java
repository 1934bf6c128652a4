package org.bert4j.trainer;

import org.bert4j.batch.BatchOrder;
import org.bert4j.batch.Seeds;
import org.bert4j.evaluate.Evaluation;
import org.bert4j.evaluate.Evaluator;
import org.bert4j.layer.Dropout;
import org.bert4j.task.Objective;
import org.bert4j.tensor.AdamW;
import org.bert4j.tensor.Gradients;
import org.bert4j.tensor.Tensor;
import org.bert4j.tensor.TensorException;
import org.bert4j.tensor.TensorScope;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
    private final Stop stop;
    private int microBatchSize;

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
    }

    private void addIfTrainable(String name, Tensor parameter) {
        if (parameter.isTrainable()) {
            trained.put(name, parameter);
        }
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

    /// Updates in all.
    public long totalSteps() {
        return (long) options.epochs() * order.batchesPerEpoch();
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
        listener.started(progress.step(), totalSteps());
        while (progress.step() < totalSteps() && !progress.stopped()) {
            int epoch = (int) (progress.step() / order.batchesPerEpoch());
            List<int[]> batches = order.epoch(epoch);
            int next = (int) (progress.step() % order.batchesPerEpoch());
            for (int[] batch : batches.subList(next, batches.size())) {
                update(progress.step(), batch);
                progress = progress.afterStep(microBatchSize);
                progress = evaluateWhenDue(progress);
                saveWhenDue(progress);
                if (stop.isWanted() || progress.stopped()) {
                    save(progress);
                    return progress;
                }
            }
        }
        return progress;
    }

    private void update(long step, int[] batch) {
        long begin = System.nanoTime();
        double rate =
                options.update().learningRate()
                        * options.update().schedule().factor(step, warmupSteps(), totalSteps());
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
                        (System.nanoTime() - begin) / 1e9));
    }

    private long warmupSteps() {
        return (long) Math.ceil(options.update().warmupShare() * totalSteps());
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
        double weight = Arrays.stream(batch).mapToDouble(objective::weight).sum();
        double loss = 0;
        for (int from = 0; from < batch.length; from += microBatchSize) {
            int[] part =
                    Arrays.copyOfRange(batch, from, Math.min(from + microBatchSize, batch.length));
            try (var _ = TensorScope.open()) {
                Dropout dropout = Dropout.seeded(Seeds.mix(options.seed(), step, from));
                Tensor partial = loss(part, dropout).times(1 / weight);
                Gradients.backward(partial);
                loss += partial.item();
            }
        }
        return loss;
    }

    private Tensor loss(int[] examples, Dropout dropout) {
        try (var _ = options.precision().open()) {
            return objective.loss(examples, dropout);
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

    private Progress evaluateWhenDue(Progress progress) {
        if (!isDue(
                progress.step(),
                options.rhythm().evaluateEvery().orElse(order.batchesPerEpoch()))) {
            return progress;
        }
        Evaluation evaluation = evaluator.evaluate(options.precision());
        boolean best = evaluation.score() >= progress.bestScore(); // of equals, the later one
        listener.evaluated(progress.step(), evaluation, best);
        if (best) {
            run.saveBest(objective::save);
        }
        int patience = options.rhythm().patience().orElse(Integer.MAX_VALUE);
        return progress.afterEvaluation(evaluation, patience);
    }

    private void saveWhenDue(Progress progress) {
        if (isDue(progress.step(), options.rhythm().saveEvery().orElse(order.batchesPerEpoch()))) {
            save(progress);
        }
    }

    private boolean isDue(long step, int every) {
        return step % every == 0 || step == totalSteps();
    }

    private void save(Progress progress) {
        run.saveLast(objective::save, optimizer, progress);
        listener.saved(progress.step(), run.last());
    }

    /// Gives the optimizer's memory back; the model stays.
    @Override
    public void close() {
        optimizer.free();
    }
}
