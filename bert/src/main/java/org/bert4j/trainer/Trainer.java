package org.bert4j.trainer;

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
import org.bert4j.tokenizer.BadInputException;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.LongSupplier;

/// Trains the parameters of a model on an [Objective], evaluating and saving on the way.
///
/// A run that was killed at any moment and resumed ends with the same bits as one that was not, as long as plan and
/// processor type are the same.
public final class Trainer implements AutoCloseable {
    private final Evaluator evaluator;
    private final TrainingOptions options;
    private final RunDirectory run;
    private final TrainingListener listener;
    private final Map<String, Tensor> trained = new LinkedHashMap<>();
    private final AdamW optimizer;
    private final Besides besides;
    private final Course course;
    private final Stop stop;
    private LongSupplier clock = System::nanoTime;
    private Stage stage; // the present one
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
        this(Course.of(objective, options), evaluator, parameters, options, run, listener, stop);
    }

    private Trainer(
            Course course,
            Evaluator evaluator,
            Map<String, Tensor> parameters,
            TrainingOptions options,
            RunDirectory run,
            TrainingListener listener,
            Stop stop) {
        this.course = course;
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
        Besides.requirePossible(options.techniques(), parameters);
        besides = new Besides(options.techniques(), trained);
    }

    /// Another clock, in nanoseconds.
    Trainer on(LongSupplier value) {
        clock = value;
        return this;
    }

    /// A whole run, whose steps and evaluations are written into its directory.
    ///
    /// @return how far it came; a stopped run can be resumed
    /// @throws NonFiniteException if loss or gradients stop being numbers
    static Progress run(
            Course course,
            Evaluator evaluator,
            Map<String, Tensor> parameters,
            TrainingOptions options,
            RunDirectory run,
            TrainingListener listener,
            Stop stop) {
        Map<String, Tensor> spread = options.rhythm().histograms() ? parameters : Map.of();
        TrainingListener files =
                new MetricsFile(run.metrics())
                        .and(new EventFile(run.events(), run.options(), spread));
        try (Trainer trainer =
                new Trainer(
                        course, evaluator, parameters, options, run, files.and(listener), stop)) {
            return trainer.train();
        }
    }

    private void addIfTrainable(String name, Tensor parameter) {
        if (parameter.isTrainable()) {
            trained.put(name, parameter);
        }
    }

    /// Trains to the end, or until stopped.
    ///
    /// @return how far it came; a stopped run can be resumed
    /// @throws NonFiniteException if loss or gradients stop being numbers
    public Progress train() {
        Progress progress =
                run.hasSavedState() ? run.restore(optimizer, besides.state()) : course.start();
        begin = clock.getAsLong() - (long) (progress.seconds() * 1e9);
        evaluating = progress.closing();
        listener.started(progress.step(), course.steps().orElse(0));
        if (progress.step() == 0 && course.isTimed()) {
            progress = measureClosing(enter(progress));
        }
        boolean last = progress.ended();
        while (!last) {
            progress = enter(progress);
            if (!course.isOver(progress, closing())) {
                progress = update(progress);
            }
            boolean over = course.isOver(progress, closing());
            if (over || isEvaluationDue(progress)) {
                progress = evaluate(progress);
                over |= course.isOver(progress, closing()); // no time for one more is left, perhaps
            }
            progress = over ? progress.atEnd() : progress;
            last = progress.ended() || stop.isWanted();
            if (last || isDue(progress, options.rhythm().saveEvery())) {
                save(progress);
            }
        }
        return progress;
    }

    /// Finds out what a clock must leave time for in the end.
    private Progress measureClosing(Progress progress) {
        Progress measured = evaluate(progress);
        save(measured);
        if (course.isOver(onTheClock(measured), closing())) {
            throw new BadInputException(
                    String.format(
                            Locale.ROOT,
                            "The budget is too short: an evaluation and a save take %.1f s, now and"
                                + " again in the end; give more time, or judge on fewer examples.",
                            closing()));
        }
        return measured;
    }

    /// Makes the stage that is due the present one.
    private Progress enter(Progress progress) {
        Progress entered = course.enter(progress);
        Stage due = course.stage(entered);
        if (due != stage) {
            stage = due;
            if (course.hasStages()) {
                listener.notice("From step %d: %s".formatted(entered.step() + 1, due.name()));
            }
        }
        return entered;
    }

    /// Seconds that an evaluation and a save take.
    private double closing() {
        return evaluating + saving;
    }

    private double seconds(long since) {
        return (clock.getAsLong() - since) / 1e9;
    }

    private Progress onTheClock(Progress progress) {
        return course.isTimed() ? progress.onTheClock(seconds(begin), closing()) : progress;
    }

    private Progress update(Progress progress) {
        int[] batch = stage.examples(progress.place());
        long updateBegin = clock.getAsLong();
        microBatchSize = progress.microBatchSize();
        long step = progress.step();
        double rate = course.learningRate(progress);
        double loss = gradients(step, batch);
        double norm = optimizer.gradientNorm();
        if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
            throw new NonFiniteException(step + 1, loss, firstNonFinite(), batch);
        }
        optimizer.clip(norm, options.update().maxGradientNorm());
        optimizer.step(rate);
        besides.updated();
        long place = stage.next(progress.place());
        listener.step(
                new TrainingListener.Step(
                        step + 1,
                        stage.epochs(place),
                        loss,
                        norm,
                        rate,
                        batch.length,
                        Arrays.stream(batch).map(stage.objective()::tokens).sum(),
                        seconds(updateBegin)));
        return onTheClock(progress.afterStep(place, microBatchSize));
    }

    /// Leaves the gradient of the batch's mean loss in the parameters, computed in as large pieces as memory allows.
    private double gradients(long step, int[] batch) {
        while (true) {
            try {
                return accumulate(step, batch);
            } catch (TensorException e) {
                if (!e.isOutOfMemory()
                        || microBatchSize == 1
                        || stage.objective().needsWholeBatches()) {
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
        double loss = pass(batch, Seeds.mix(options.seed(), step));
        besides.gradientsAreThere(() -> pass(batch, Seeds.mix(options.seed(), ~step)));
        return loss;
    }

    private double pass(int[] batch, long seed) {
        double loss = 0;
        for (int from = 0; from < batch.length; from += microBatchSize) {
            int[] part =
                    Arrays.copyOfRange(batch, from, Math.min(from + microBatchSize, batch.length));
            try (var _ = TensorScope.open()) {
                Dropout dropout =
                        options.dropout() ? Dropout.seeded(Seeds.mix(seed, from)) : Dropout.NONE;
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
            return stage.objective().share(part, batch, dropout);
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

    private boolean isEvaluationDue(Progress progress) {
        return isDue(progress, options.rhythm().evaluateEvery())
                || course.isAt(options.rhythm().evaluateAt(), progress);
    }

    private Progress evaluate(Progress progress) {
        long began = clock.getAsLong();
        Evaluation evaluation = besides.withKeptWeights(() -> evaluateAsIs(progress));
        evaluating = seconds(began);
        int patience = options.rhythm().patience().orElse(Integer.MAX_VALUE);
        return onTheClock(progress.afterEvaluation(evaluation, patience));
    }

    private Evaluation evaluateAsIs(Progress progress) {
        try (JudgedExamples answers = new JudgedExamples(run.predictions())) {
            Evaluation evaluation = evaluator.evaluate(options.precision(), answers);
            boolean best = evaluation.score() >= progress.bestScore(); // of equals, the later one
            listener.evaluated(progress.step(), evaluation, best);
            if (best) {
                run.saveBest(stage.objective()::save);
                answers.keep();
            }
            return evaluation;
        }
    }

    /// @param every steps; empty: an epoch
    private boolean isDue(Progress progress, OptionalInt every) {
        return every.isPresent()
                ? progress.step() % every.getAsInt() == 0
                : stage.isEndOfEpoch(progress.place());
    }

    private void save(Progress progress) {
        long began = clock.getAsLong();
        run.saveLast(stage.objective()::save, state(), progress);
        saving = seconds(began);
        listener.saved(progress.step(), run.last());
    }

    /// What a resumed run needs besides the weights, by name.
    private Map<String, Tensor> state() {
        Map<String, Tensor> state = new LinkedHashMap<>(optimizer.state());
        state.putAll(besides.state());
        return state;
    }

    /// Gives the optimizer's memory back; the model stays.
    @Override
    public void close() {
        optimizer.free();
        besides.free();
    }
}
