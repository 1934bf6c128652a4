package org.bert4j.trainer;

import org.bert4j.batch.BatchSize;
import org.bert4j.checkpoint.DirectoryWriter;
import org.bert4j.encoder.BertConfig;
import org.bert4j.trainer.Forecast.Data;
import org.bert4j.trainer.Forecast.Needs;
import org.bert4j.trainer.Forecast.Steps;
import org.bert4j.trainer.Forecast.Time;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Does a few steps, an evaluation on a part, and a save of a run that is ready to begin, and reckons from these what
/// the whole run takes.
final class Forecaster {
    private static final int PASSES = 3;
    private static final double EVALUATION_SECONDS = 4;
    private static final int EVALUATION_TOKENS = 15_000;
    private static final int FEW = 64;

    /// Nothing that is learned here is kept; small steps keep the numbers finite.
    private static final double LEARNING_RATE = 1e-8;

    private final FineTuning recipe;
    private final Preparation ready;
    private final Plan plan;
    private final RunDirectory scratch;
    private final Stop wish;
    private final TrainingOptions options;
    private final Workload workload;
    private final BatchSample sample;
    private final StepMeasurement steps;

    /// @param reading   seconds to read all development examples
    /// @param computing seconds to answer and score them
    private record Evaluating(Preparation.DevelopmentSize size, double reading, double computing) {
        double seconds() {
            return reading + computing;
        }
    }

    /// @param scratch a directory that goes afterwards
    /// @param wish    of the user, to end it early
    Forecaster(FineTuning recipe, Preparation ready, Plan plan, RunDirectory scratch, Stop wish) {
        this.recipe = recipe;
        this.ready = ready;
        this.plan = plan;
        this.scratch = scratch;
        this.wish = wish;
        options = recipe.training().withPrecision(plan.precision());
        workload = Workload.of(ready.objective(), options);
        sample = BatchSample.of(workload, batchSize());
        List<BatchSize> sizes = batches().stream().map(workload::size).toList();
        steps = new StepMeasurement(sizes, warmup().size(), pass().size(), wish);
    }

    private int batchSize() {
        return Math.min(options.batchSize(), workload.examples());
    }

    /// Warm-up, several passes, and one batch more that is never reached: the measurement stops the trainer before.
    private List<int[]> batches() {
        List<int[]> all = new ArrayList<>(warmup());
        for (int i = 0; i < PASSES; i++) {
            all.addAll(pass());
        }
        all.add(sample.largest());
        return all;
    }

    /// What is frozen is computed when it is first seen, so each batch has to be seen before.
    private List<int[]> warmup() {
        return recipe.freeze().any() ? sample.even() : List.of(sample.largest(), sample.largest());
    }

    /// Of frozen layers whole blocks of like length are computed at a time: mixed batches would ask for too many.
    private List<int[]> pass() {
        List<int[]> pass = new ArrayList<>(sample.even());
        if (!recipe.freeze().any()) {
            pass.addAll(sample.real());
        }
        return pass;
    }

    private Trainer trainer() {
        return new Trainer(
                new ChosenBatches(ready.objective(), batches(), options.seed()),
                ready.evaluator(),
                ready.bert().parameters(),
                onePass(),
                scratch,
                new MetricsFile(scratch.metrics()).and(steps),
                steps.stop());
    }

    private TrainingOptions onePass() {
        OptionalInt never = OptionalInt.of(Integer.MAX_VALUE);
        return options.withBatchSize(batchSize())
                .withMicroBatchSize(options.microBatchSize())
                .withEpochs(1)
                .withGroupByLength(false)
                .withLearningRate(LEARNING_RATE)
                .withRhythm(TrainingOptions.Rhythm.every(never, never));
    }

    /// @param preparing seconds until now
    /// @param peak      watches the memory
    /// @return empty if the user has stopped it
    Optional<Forecast> forecast(double preparing, MemoryPeak peak) {
        try (Trainer trainer = trainer()) {
            trainer.train();
            if (wish.isWanted()) {
                return Optional.empty();
            }
            long begin = System.nanoTime();
            scratch.saveBest(ready.objective()::save);
            double savingBest = secondsSince(begin);
            Evaluating evaluating = evaluating(); // beside the trainer's memory, as in the run
            return Optional.of(forecast(preparing, savingBest, evaluating, peak.bytes()));
        }
    }

    private Forecast forecast(
            double preparing, double savingBest, Evaluating evaluating, OptionalLong memory) {
        StepCost cost = StepCost.fit(steps.measured());
        double training =
                workload.seconds(cost) * correction(cost)
                        + allLayersOnce(evaluating) * frozenShare();
        long evaluations = workload.evaluations();
        Time time =
                new Time(
                        preparing,
                        training,
                        evaluations * evaluating.seconds(),
                        workload.saves() * steps.saving() + evaluations * savingBest);
        ForecastHints hints = new ForecastHints(workload, cost, training);
        return new Forecast(
                recipe.task(),
                plan,
                data(evaluating.size().examples()),
                counted(),
                time,
                new Needs(memory, disk()),
                hints.all(recipe, allLayersOnce(evaluating)));
    }

    /// What the run's own batches took, compared with what their sizes say.
    private double correction(StepCost cost) {
        if (recipe.freeze().any()) {
            return 1;
        }
        double measured = 0;
        double expected = 0;
        int passSize = pass().size();
        for (int i = 0; i < steps.measured().size(); i++) {
            if (i % passSize >= sample.even().size()) {
                measured += steps.measured().get(i).seconds();
                expected += cost.seconds(steps.measured().get(i).size());
            }
        }
        return measured / expected;
    }

    /// What is frozen is computed once in the run.
    private double frozenShare() {
        BertConfig config = ready.bert().config();
        return (double) recipe.freeze().layers(config) / config.layers();
    }

    /// Seconds to send the training examples through all layers without learning, as in an evaluation.
    private double allLayersOnce(Evaluating evaluating) {
        return evaluating.computing() * workload.examples() / evaluating.size().examples();
    }

    private Evaluating evaluating() {
        long begin = System.nanoTime();
        Preparation.DevelopmentSize size = ready.developmentSize();
        double reading = secondsSince(begin);
        double warming = evaluate(size, FEW, reading);
        double affordable = EVALUATION_SECONDS * size.parts() / warming;
        int parts = Math.max(partsOfFullBatches(size), (int) Math.min(size.parts(), affordable));
        return new Evaluating(size, reading, evaluate(size, parts, reading));
    }

    /// As many as have the tokens of some of an evaluation's large batches: fewer would need less memory than the run.
    private int partsOfFullBatches(Preparation.DevelopmentSize size) {
        double tokensOfPart =
                (double) workload.tokens() / workload.examples() * size.examples() / size.parts();
        return (int) Math.ceil(EVALUATION_TOKENS / tokensOfPart);
    }

    /// Seconds that computing all would take, by the time for a part.
    private double evaluate(Preparation.DevelopmentSize size, int parts, double reading) {
        int step = Math.max(1, size.parts() / parts);
        long begin = System.nanoTime();
        ready.evaluator(step).evaluate(options.precision(), _ -> {});
        double share = (double) Math.ceilDiv(size.parts(), step) / size.parts();
        return Math.max(0, secondsSince(begin) - reading) / share;
    }

    private Data data(int developmentExamples) {
        int[] lengths = workload.rowLengths();
        return new Data(
                workload.examples(),
                lengths.length,
                workload.tokens(),
                lengths[lengths.length - 1],
                workload.padding(),
                developmentExamples);
    }

    private Steps counted() {
        return new Steps(
                workload.epochs(),
                workload.stepsPerEpoch(),
                workload.steps(),
                options.batchSize(),
                workload.evaluations(),
                workload.saves());
    }

    /// A directory is written beside the one that it replaces.
    private long disk() {
        return bytes(scratch.best()) + 2 * bytes(scratch.last());
    }

    private static long bytes(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw DirectoryWriter.unwritable(directory, e);
        }
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}
