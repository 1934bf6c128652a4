package org.bert4j.trainer;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.encoder.BertConfig;
import org.bert4j.encoder.BertEncoder;
import org.bert4j.evaluate.PretrainingEvaluation;
import org.bert4j.pretraining.PretrainingRows;
import org.bert4j.task.PretrainingModel;
import org.bert4j.task.PretrainingModel.Heads;
import org.bert4j.task.PretrainingObjective;
import org.bert4j.tensor.AdamW;
import org.bert4j.tensor.Precision;
import org.bert4j.tensor.Tensor;
import org.bert4j.tokenizer.BadInputException;
import org.bert4j.tokenizer.BertTokenizer;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Supplier;

/// The recipe that makes a model of raw text: masked tokens are predicted, and, with rows that have labels, how two
/// pieces of text belong together (Devlin et al. 2019, section 3.1).
public final class Pretraining implements TrainingRecipe {
    private static final String TASK = "pretrain";

    private final Start start;
    private final Data data;
    private final PretrainingStages stages;
    private final boolean autoPrecision;

    /// Where the weights come from.
    private record Start(String name, boolean isNew, Supplier<Checkpoint> checkpoint) {}

    /// What is evaluated on, and how rows were made.
    private record Data(Heads heads, PretrainingRows dev, Map<String, Object> options) {}

    private Pretraining(Start start, Data data, PretrainingStages stages, boolean autoPrecision) {
        this.start = start;
        this.data = data;
        this.stages = stages;
        this.autoPrecision = autoPrecision;
    }

    /// A new model, all weights at random.
    ///
    /// @param heads what the rows have labels for
    /// @param dev   rows of held-out text
    public static Pretraining of(
            BertConfig config,
            BertTokenizer tokenizer,
            Heads heads,
            PretrainingRows train,
            PretrainingRows dev) {
        Start start =
                new Start(
                        "%d layers of %d".formatted(config.layers(), config.hiddenSize()),
                        true,
                        () -> Checkpoint.blank(Path.of("nothing"), config, tokenizer));
        return of(start, heads, train, dev, learningRate(config));
    }

    /// Goes on with a model that was trained before, for example on texts of one's own field.
    ///
    /// @param model its directory
    public static Pretraining of(
            Path model, Heads heads, PretrainingRows train, PretrainingRows dev) {
        Start start = new Start(model.toString(), false, () -> Checkpoint.open(model));
        return of(start, heads, train, dev, CONTINUED);
    }

    private static Pretraining of(
            Start start,
            Heads heads,
            PretrainingRows train,
            PretrainingRows dev,
            double learningRate) {
        Phase whole = new Phase(train, 1, OptionalInt.empty());
        PretrainingStages one =
                new PretrainingStages(List.of(whole), 0, Optional.empty(), usual(learningRate));
        return new Pretraining(start, new Data(heads, dev, Map.of()), one, true);
    }

    /// google-research/bert, README, "Pre-training tips and caveats".
    private static final double CONTINUED = 2e-5;

    /// Small models take, and need, larger steps: 1e-3 for the smallest down to the 1e-4 of BERT-base (Devlin et al. 2019,
    /// appendix A.2).
    static double learningRate(BertConfig config) {
        int hidden = config.hiddenSize();
        return hidden <= 128 ? 1e-3 : hidden <= 256 ? 5e-4 : hidden <= 512 ? 4e-4 : 1e-4;
    }

    /// AdamW with weight decay 0.01, a tenth of the way for warming up, then linear decay; batches of 32.
    private static TrainingOptions usual(double learningRate) {
        return TrainingOptions.CLASSIFICATION
                .withEpochs(10)
                .withBatchSize(32)
                .withUpdate(
                        new TrainingOptions.Update(
                                learningRate,
                                Schedule.LINEAR,
                                0.1,
                                new AdamW.Options(0.9, 0.999, 1e-6, 0.01, true),
                                1.0,
                                1,
                                OptionalDouble.empty()))
                .withRhythm(TrainingOptions.Rhythm.every(OptionalInt.of(500), OptionalInt.of(500)));
    }

    public TrainingOptions training() {
        return stages.training();
    }

    /// @throws IllegalArgumentException if batches cannot grow to its batch size as they are to
    public Pretraining withTraining(TrainingOptions value) {
        return new Pretraining(start, data, stages.withTraining(value), autoPrecision);
    }

    /// Trains on one kind of rows after the other, with one optimizer and one course of the learning rate. The batch
    /// size counts rows of the first phase.
    ///
    /// @param value their shares make 1
    public Pretraining withPhases(List<Phase> value) {
        return withPhases(value, 0);
    }

    /// The same on longer and longer rows. The batch size counts rows of the last phase.
    ///
    /// @param value their shares make 1
    public Pretraining withGrowingRows(List<Phase> value) {
        return withPhases(value, value.size() - 1);
    }

    private Pretraining withPhases(List<Phase> value, int counted) {
        return new Pretraining(start, data, stages.withPhases(value, counted), autoPrecision);
    }

    /// Lets the batches of the first phase grow.
    ///
    /// @throws IllegalArgumentException if the batch size is not a larger multiple of the one to begin with
    public Pretraining withRamp(BatchRamp value) {
        return new Pretraining(start, data, stages.withRamp(value), autoPrecision);
    }

    /// A precision of the user's choice instead of a measured one.
    public Pretraining withPrecision(Precision value) {
        TrainingOptions chosen = stages.training().withPrecision(value);
        return new Pretraining(start, data, stages.withTraining(chosen), false);
    }

    /// How the rows were made, for the description of the run.
    public Pretraining withDataOptions(Map<String, Object> value) {
        Data described = new Data(data.heads, data.dev, value);
        return new Pretraining(start, described, stages, autoPrecision);
    }

    /// Trains to the end or until stopped; goes on where the directory's run was left.
    ///
    /// @return how far it came
    /// @throws BadInputException if data, model or directory cannot be used
    /// @throws NonFiniteException if training diverges
    @Override
    public Progress run(RunDirectory run, TrainingListener listener, Stop stop) {
        TrainingOptions training = stages.training();
        try (Checkpoint checkpoint =
                        run.hasSavedState() ? Checkpoint.open(run.last()) : start.checkpoint.get();
                PretrainingModel model =
                        PretrainingModel.load(checkpoint, data.heads, training.seed())) {
            listener.notice(summary(model, run));
            Course course =
                    new Course(
                            training.length(),
                            training.update(),
                            stages.of(rows -> new PretrainingObjective(model, rows)));
            course.skipped().forEach(stage -> listener.notice("Too short a run for " + stage));
            Plan plan =
                    RunDescription.settle(
                            run,
                            new RunDescription.Recipe(TASK, describe(), hashes()),
                            () -> plan(model.bert().encoder()));
            plan.announce(listener);
            return Trainer.run(
                    course,
                    new PretrainingEvaluation(model, data.dev),
                    model.bert().parameters(),
                    training.withPrecision(plan.precision()),
                    run,
                    listener,
                    stop);
        }
    }

    private String summary(PretrainingModel model, RunDirectory run) {
        if (!start.isNew || run.hasSavedState()) {
            return model.bert().report().summary();
        }
        long parameters =
                model.bert().parameters().values().stream().mapToLong(Tensor::count).sum();
        return "A new model, %s: %,d parameters".formatted(start.name, parameters);
    }

    private Plan plan(BertEncoder encoder) {
        return autoPrecision
                ? PrecisionProbe.measure(encoder)
                : Plan.of(stages.training().precision());
    }

    /// Every option that changes the result, under the names of the command line.
    private Map<String, Object> describe() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("model", start.name);
        all.put("precision", autoPrecision ? "auto" : stages.training().precision().toString());
        all.putAll(data.options);
        all.putAll(stages.training().describe());
        all.putAll(stages.describe());
        return all;
    }

    private Map<String, String> hashes() {
        Map<String, String> all = new LinkedHashMap<>(stages.hashes());
        all.put("held_out", data.dev.hash());
        return all;
    }
}
