package org.bert4j.cli;

import org.bert4j.tensor.AdamW;
import org.bert4j.tensor.Precision;
import org.bert4j.trainer.BatchRamp;
import org.bert4j.trainer.Length;
import org.bert4j.trainer.Schedule;
import org.bert4j.trainer.TrainingOptions;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// The options of `pretrain` that say how to train.
final class PretrainTraining {
    /// Which rule.
    enum Optimizer {
        ADAMW,
        LAMB
    }

    @ArgGroup private HowLong howLong = new HowLong();

    private static final class HowLong {
        @Option(names = "--steps", paramLabel = "N", description = "Updates.")
        private OptionalLong steps = OptionalLong.empty();

        @Option(
                names = "--epochs",
                paramLabel = "N",
                description = "Passes over the rows (default 10).")
        private OptionalInt epochs = OptionalInt.empty();

        @Option(
                names = "--budget",
                paramLabel = "TIME",
                converter = DurationConverter.class,
                description =
                        "Wall time, such as 90s, 10m or 1h30m, evaluations and saves included; the"
                                + " learning rate follows the clock.")
        private Duration budget;
    }

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            split = ",",
            description =
                    "Rows of --max-length per update (default 32), and as many tokens in shorter"
                        + " ones; with --phases, rows of the first phase, and the others take as"
                        + " many tokens; or one N for each phase: 256,64.")
    private List<Integer> batchSizes = List.of();

    @Option(
            names = "--batch-ramp",
            paramLabel = "N:SHARE",
            converter = CountAndShare.Converter.class,
            description =
                    "Begin with N rows per update, and double until --batch-size is reached after"
                            + " this share of the way (of the first phase), such as 32:0.2.")
    private CountAndShare batchRamp;

    @Mixin private MemoryFlags memory;

    @Option(
            names = "--learning-rate",
            paramLabel = "R",
            description =
                    "Peak learning rate (default: by size, from 1e-3 for tiny to 1e-4 for base;"
                            + " 2e-5 for a model that goes on learning).")
    private Double learningRate;

    @Option(
            names = "--optimizer",
            paramLabel = "O",
            defaultValue = "ADAMW",
            description =
                    "adamw (default), or lamb: for large batches, each matrix moves by a share of"
                            + " its length.")
    private Optimizer optimizer;

    @Option(
            names = "--schedule",
            paramLabel = "S",
            defaultValue = "LINEAR",
            description =
                    "Course of the learning rate: linear (default), cosine, constant, google.")
    private Schedule schedule;

    @Option(
            names = "--warmup",
            paramLabel = "SHARE",
            defaultValue = "0.1",
            description = "Share of the way in which the rate rises (default ${DEFAULT-VALUE}).")
    private double warmup;

    @Option(
            names = "--weight-decay",
            paramLabel = "W",
            defaultValue = "0.01",
            description = "None on LayerNorm and biases (default ${DEFAULT-VALUE}).")
    private double weightDecay;

    @Option(
            names = "--no-dropout",
            description =
                    "Train without dropout, which a short run has little use for. The model keeps"
                            + " its dropout for fine-tuning.")
    private boolean withoutDropout;

    @Option(
            names = "--precision",
            paramLabel = "P",
            defaultValue = "AUTO",
            description = "auto (default: measured), fp32 or bf16.")
    private TrainingFlags.PrecisionChoice precision;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description =
                    "Seed of new parameters, masks, shuffling and dropout (default"
                            + " ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--evaluate-every",
            paramLabel = "N",
            description = "Steps between evaluations on held-out text (default 500).")
    private OptionalInt evaluateEvery = OptionalInt.empty();

    @Option(
            names = "--save-every",
            paramLabel = "N",
            description = "Steps between checkpoints (default 500).")
    private OptionalInt saveEvery = OptionalInt.empty();

    long seed() {
        return seed;
    }

    /// Empty: the faster one.
    Optional<Precision> precision() {
        return precision.value();
    }

    /// Rows per update of each phase; empty where nobody has chosen any.
    ///
    /// @throws IllegalArgumentException if there are more or fewer than phases
    List<OptionalInt> batchSizes(int phases) {
        if (batchSizes.size() == phases) {
            return batchSizes.stream().map(OptionalInt::of).toList();
        }
        if (batchSizes.size() > 1) {
            throw new IllegalArgumentException(
                    "batchSize has %d numbers and the number of phases is %d; give one number, or one for each phase"
                            .formatted(batchSizes.size(), phases));
        }
        return Collections.nCopies(phases, OptionalInt.empty());
    }

    /// Empty: batches are of one size.
    ///
    /// @throws IllegalArgumentException if it cannot be
    Optional<BatchRamp> ramp() {
        return Optional.ofNullable(batchRamp)
                .map(given -> new BatchRamp(given.count(), given.share()));
    }

    /// @param usual what holds where the user has said nothing
    TrainingOptions options(TrainingOptions usual) {
        int batch = batchSizes.isEmpty() ? usual.batchSize() : batchSizes.getFirst();
        AdamW.Options constants =
                optimizer == Optimizer.LAMB ? AdamW.Options.LAMB : usual.update().optimizer();
        TrainingOptions options =
                usual.withLength(length(usual.length()))
                        .withBatchSize(batch)
                        .withSeed(seed)
                        .withDropout(!withoutDropout)
                        .withUpdate(
                                new TrainingOptions.Update(
                                        learningRate == null
                                                ? usual.update().learningRate()
                                                : learningRate,
                                        schedule,
                                        warmup,
                                        constants.withWeightDecay(weightDecay),
                                        usual.update().maxGradientNorm(),
                                        1,
                                        OptionalDouble.empty()))
                        .withRhythm(
                                TrainingOptions.Rhythm.every(
                                        or(evaluateEvery, usual.rhythm().evaluateEvery()),
                                        or(saveEvery, usual.rhythm().saveEvery())));
        return memory.on(options);
    }

    private Length length(Length usual) {
        if (howLong.steps.isPresent()) {
            return new Length.Steps(howLong.steps.getAsLong());
        }
        if (howLong.budget != null) {
            return new Length.Time(howLong.budget);
        }
        return howLong.epochs.isPresent() ? new Length.Epochs(howLong.epochs.getAsInt()) : usual;
    }

    private static OptionalInt or(OptionalInt first, OptionalInt second) {
        return first.isPresent() ? first : second;
    }
}
