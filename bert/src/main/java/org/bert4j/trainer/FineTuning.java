package org.bert4j.trainer;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.checkpoint.DirectoryWriter;
import org.bert4j.encoder.BertEncoder;
import org.bert4j.layer.Lora;
import org.bert4j.task.Bert;
import org.bert4j.task.Freeze;
import org.bert4j.task.Objective;
import org.bert4j.task.QaOptions;
import org.bert4j.task.Task;
import org.bert4j.tensor.Precision;
import org.bert4j.tensor.Tensor;
import org.bert4j.tokenizer.BadInputException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// The recipe that makes a model of one task of a pre-trained one.
///
/// ```java
/// FineTuning recipe = FineTuning.of(ClassifyTask.DEFAULT, Path.of("pretrained"), Path.of("train.tsv"));
/// recipe.run(RunDirectory.create(Path.of("my-model")), new TrainingListener() {}, new Stop());
/// ```
public final class FineTuning implements TrainingRecipe {
    private final Preparer preparer;
    private final Start start;
    private final Data data;
    private final TrainingOptions training;
    private final boolean autoPrecision;

    /// What is trained on.
    private record Data(
            List<Path> train,
            List<Path> dev,
            OptionalInt limit,
            Split split,
            Optional<Path> leaveOut) {}

    private FineTuning(
            Preparer preparer,
            Start start,
            Data data,
            TrainingOptions training,
            boolean autoPrecision) {
        this.preparer = preparer;
        this.start = start;
        this.data = data;
        this.training = training;
        this.autoPrecision = autoPrecision;
    }

    private FineTuning(Preparer preparer, Path model, Path train, TrainingOptions training) {
        this(
                preparer,
                Start.of(model),
                new Data(
                        List.of(train),
                        List.of(),
                        OptionalInt.empty(),
                        Split.TENTH,
                        Optional.empty()),
                training,
                true);
    }

    /// The usual recipe of a task: all examples of one file, a tenth of them held out, the faster precision.
    ///
    /// @param model directory of the pre-trained model
    public static FineTuning of(Task<?, ?> task, Path model, Path train) {
        return new FineTuning(
                new TaskPreparer<>(task), model, train, TrainingOptions.CLASSIFICATION);
    }

    /// The same for question answering.
    ///
    /// @param train SQuAD-shaped
    public static FineTuning of(QaOptions options, Path model, Path train) {
        return new FineTuning(
                new QaPreparer(options), model, train, TrainingOptions.QUESTION_ANSWERING);
    }

    List<Path> train() {
        return data.train;
    }

    List<Path> dev() {
        return data.dev;
    }

    OptionalInt limit() {
        return data.limit;
    }

    Split split() {
        return data.split;
    }

    Optional<Path> leaveOut() {
        return data.leaveOut;
    }

    public TrainingOptions training() {
        return training;
    }

    boolean isWhollyTrained() {
        return start.isWhollyTrained();
    }

    Freeze freeze() {
        return start.freeze();
    }

    private FineTuning withData(Data value) {
        return new FineTuning(preparer, start, value, training, autoPrecision);
    }

    private FineTuning withStart(Start value) {
        return new FineTuning(preparer, value, data, training, autoPrecision);
    }

    /// Another pre-trained model to begin with.
    public FineTuning withModel(Path value) {
        return withStart(start.withModel(value));
    }

    /// Leaves a part of the encoder as it is.
    public FineTuning withFreeze(Freeze value) {
        return withStart(start.withFreeze(value));
    }

    /// Dropout of this strength instead of that in the model's `config.json`; 0 for none.
    ///
    /// @throws IllegalArgumentException if it does not lie in [0, 1)
    public FineTuning withDropout(double value) {
        return withStart(start.withDropout(value));
    }

    /// Begins the last layers and the pooler anew (Zhang et al. 2021, "Revisiting few-sample BERT fine-tuning").
    public FineTuning withNewLayers(int count) {
        return withStart(start.withNewLayers(count));
    }

    /// Leaves the whole encoder as it is and trains branches beside its layers, and the head. What is saved is the adapter
    /// alone, which every part of bert4j opens together with the model it was learnt for.
    public FineTuning withLora(Lora value) {
        return withStart(start.withLora(value));
    }

    public FineTuning withTrain(List<Path> value) {
        return withData(new Data(value, data.dev, data.limit, data.split, data.leaveOut));
    }

    /// Files to evaluate on, instead of a held-out part of the training data.
    public FineTuning withDev(List<Path> value) {
        return withData(new Data(data.train, value, data.limit, data.split, data.leaveOut));
    }

    /// Uses the first training examples only.
    public FineTuning withLimit(int value) {
        return withData(
                new Data(data.train, data.dev, OptionalInt.of(value), data.split, data.leaveOut));
    }

    /// What is held out where there is no development file.
    public FineTuning withSplit(Split value) {
        return withData(new Data(data.train, data.dev, data.limit, value, data.leaveOut));
    }

    /// Does not train on some examples.
    ///
    /// @param places a file with the place of an example a line, such as `train.tsv:17`, with a tab and anything after it
    public FineTuning withLeaveOut(Path places) {
        return withData(
                new Data(data.train, data.dev, data.limit, data.split, Optional.of(places)));
    }

    public FineTuning withTraining(TrainingOptions value) {
        return new FineTuning(preparer, start, data, value, autoPrecision);
    }

    /// Evaluates besides after these shares of the way, in (0, 1].
    public FineTuning withEvaluationsAt(List<Double> shares) {
        return withTraining(training.withRhythm(training.rhythm().withEvaluationsAt(shares)));
    }

    /// A precision of the user's choice instead of a measured one.
    public FineTuning withPrecision(Precision value) {
        return new FineTuning(preparer, start, data, training.withPrecision(value), false);
    }

    /// Trains to the end or until stopped; goes on where the directory's run was left.
    ///
    /// @return how far it came
    /// @throws BadInputException if data, model or directory cannot be used
    /// @throws NonFiniteException if training diverges
    @Override
    public Progress run(RunDirectory run, TrainingListener listener, Stop stop) {
        try (Checkpoint checkpoint = run.hasSavedState() ? start.reopen(run.last()) : start.open();
                Preparation ready = preparer.prepare(checkpoint, this, run, listener)) {
            requireBaseKept(checkpoint, run);
            Plan plan = settle(ready, run);
            start.lora().ifPresent(_ -> listener.notice(ready.bert().trainedShare()));
            plan.announce(listener);
            return Trainer.run(
                    Course.of(ready.objective(), training),
                    ready.evaluator(),
                    ready.bert().parameters(),
                    training.withPrecision(plan.precision()),
                    run,
                    listener,
                    stop);
        }
    }

    private void requireBaseKept(Checkpoint checkpoint, RunDirectory run) {
        Path base = checkpoint.base().toAbsolutePath().normalize();
        if (start.lora().isPresent() && base.startsWith(run.root().toAbsolutePath().normalize())) {
            throw new BadInputException(
                    "The adapter will need the model in %s, which this run would replace; choose another --output."
                            .formatted(checkpoint.base()));
        }
    }

    private Plan settle(Preparation ready, RunDirectory run) {
        requireWholeBatches(ready.objective());
        requireSomethingToTrain(ready.bert());
        Besides.requirePossible(training.techniques(), ready.bert().parameters());
        Map<String, String> hashes = new LinkedHashMap<>();
        Stream.of(data.train, data.dev, data.leaveOut.stream().toList())
                .flatMap(List::stream)
                .forEach(file -> hashes.put(file.toString(), ready.dataHashes().of(file)));
        return RunDescription.settle(
                run,
                new RunDescription.Recipe(task(), describe(), hashes),
                () -> plan(ready.bert().encoder()));
    }

    /// What [#run] would take on this machine: prepares it, does some of its steps, evaluates on a part and saves into a
    /// temporary directory, which goes afterwards. Takes half a minute or so, with large models some minutes.
    ///
    /// @param stop ends it early
    /// @return empty if it was stopped
    /// @throws BadInputException if data or model cannot be used
    public Optional<Forecast> forecast(TrainingListener listener, Stop stop) {
        requireEpochs();
        long begin = System.nanoTime();
        Path scratch = scratch();
        RunDirectory run = RunDirectory.create(scratch);
        try (MemoryPeak peak = new MemoryPeak();
                Checkpoint checkpoint = start.open();
                Preparation ready = preparer.prepare(checkpoint, this, run, listener)) {
            Plan plan = settle(ready, run);
            double preparing = (System.nanoTime() - begin) / 1e9;
            listener.notice("Measuring some steps, an evaluation and a save ...");
            return new Forecaster(this, ready, plan, run, stop).forecast(preparing, peak);
        } finally {
            delete(scratch);
        }
    }

    private void requireEpochs() {
        if (training.length() instanceof Length.Time) {
            throw new BadInputException(
                    "A run with a budget takes as long as the budget says; leave it out to learn"
                            + " how long the epochs take.");
        }
    }

    private static Path scratch() {
        try {
            return Files.createTempDirectory("bert4j-forecast");
        } catch (IOException e) {
            throw DirectoryWriter.unwritable(Path.of(System.getProperty("java.io.tmpdir")), e);
        }
    }

    private static void delete(Path scratch) {
        try {
            DirectoryWriter.delete(scratch);
        } catch (IOException e) {
            throw DirectoryWriter.unwritable(scratch, e);
        }
    }

    private void requireWholeBatches(Objective objective) {
        if (objective.needsWholeBatches() && training.microBatchSize() < training.batchSize()) {
            throw new BadInputException(
                    "This loss compares the examples of a batch with each other, so a batch cannot"
                            + " be computed in pieces; leave out --micro-batch-size or lower"
                            + " --batch-size.");
        }
    }

    private void requireSomethingToTrain(Bert bert) {
        if (bert.parameters().values().stream().noneMatch(Tensor::isTrainable)) {
            throw new BadInputException(
                    "With \"%s\" frozen nothing is left to train, because the task \"%s\" has no head; freeze fewer layers."
                            .formatted(start.freeze(), task()));
        }
    }

    private Plan plan(BertEncoder encoder) {
        return autoPrecision ? PrecisionProbe.measure(encoder) : Plan.of(training.precision());
    }

    String task() {
        return preparer.task();
    }

    /// Every option that changes the result, under the names of the command line.
    Map<String, Object> describe() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("model", start.model().toString());
        all.put("train", data.train.stream().map(Path::toString).toList());
        all.put("dev", data.dev.stream().map(Path::toString).toList());
        data.limit.ifPresent(value -> all.put("limit", value));
        data.leaveOut.ifPresent(file -> all.put("leave_out", file.toString()));
        if (data.dev.isEmpty()) {
            all.put("held_out", data.split.toString());
        }
        all.put("precision", autoPrecision ? "auto" : training.precision().toString());
        all.putAll(start.describe());
        all.putAll(preparer.options());
        all.putAll(training.describe());
        start.dropout().ifPresent(value -> all.put("dropout", value));
        return all;
    }
}
