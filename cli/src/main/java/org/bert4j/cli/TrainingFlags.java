package org.bert4j.cli;

import org.bert4j.tensor.AdamW;
import org.bert4j.tensor.Precision;
import org.bert4j.trainer.Schedule;
import org.bert4j.trainer.TrainingOptions;

import picocli.CommandLine.Option;

import java.util.OptionalInt;

/// The options that every fine-tuning task has.
final class TrainingFlags {
    /// Whose update rule.
    enum Optimizer {
        TORCH(AdamW.Options.TORCH),
        GOOGLE(AdamW.Options.GOOGLE);

        private final AdamW.Options options;

        Optimizer(AdamW.Options options) {
            this.options = options;
        }
    }

    /// Which precision, or the faster one.
    enum PrecisionChoice {
        AUTO,
        FP32,
        BF16
    }

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "2",
            description = "Passes over the training data (default ${DEFAULT-VALUE}).")
    private int epochs;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            defaultValue = "8",
            description = "Examples per update (default ${DEFAULT-VALUE}).")
    private int batchSize;

    @Option(
            names = "--micro-batch-size",
            paramLabel = "N",
            description =
                    "Examples computed at once, for little memory; the result is that of the whole"
                            + " batch.")
    private OptionalInt microBatchSize = OptionalInt.empty();

    @Option(
            names = "--learning-rate",
            paramLabel = "R",
            defaultValue = "3e-5",
            description = "Peak learning rate (default ${DEFAULT-VALUE}).")
    private double learningRate;

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
            defaultValue = "0",
            description =
                    "Share of the steps in which the rate rises, such as 0.1 (default"
                            + " ${DEFAULT-VALUE}).")
    private double warmup;

    @Option(
            names = "--optimizer",
            paramLabel = "O",
            defaultValue = "TORCH",
            description = "AdamW as torch (default) or google computes it.")
    private Optimizer optimizer;

    @Option(
            names = "--weight-decay",
            paramLabel = "W",
            description = "Weight decay; none on LayerNorm and biases (default: 0, google 0.01).")
    private Double weightDecay;

    @Option(
            names = "--max-gradient-norm",
            paramLabel = "G",
            defaultValue = "1.0",
            description = "Gradients are scaled down to this norm (default ${DEFAULT-VALUE}).")
    private double maxGradientNorm;

    @Option(
            names = "--precision",
            paramLabel = "P",
            defaultValue = "AUTO",
            description = "auto (default: measured), fp32 or bf16.")
    private PrecisionChoice precision;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description =
                    "Seed of new parameters, shuffling and dropout (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--evaluate-every",
            paramLabel = "N",
            description = "Steps between evaluations (default: each epoch).")
    private OptionalInt evaluateEvery = OptionalInt.empty();

    @Option(
            names = "--save-every",
            paramLabel = "N",
            description = "Steps between checkpoints (default: each epoch).")
    private OptionalInt saveEvery = OptionalInt.empty();

    @Option(
            names = "--patience",
            paramLabel = "N",
            description = "Stop after N evaluations without a better score.")
    private OptionalInt patience = OptionalInt.empty();

    long seed() {
        return seed;
    }

    boolean autoPrecision() {
        return precision == PrecisionChoice.AUTO;
    }

    TrainingOptions options(long seed) {
        AdamW.Options constants =
                weightDecay == null
                        ? optimizer.options
                        : optimizer.options.withWeightDecay(weightDecay);
        return new TrainingOptions(
                epochs,
                batchSize,
                microBatchSize.orElse(batchSize),
                seed,
                precision == PrecisionChoice.BF16 ? Precision.BF16 : Precision.FP32,
                new TrainingOptions.Update(
                        learningRate, schedule, warmup, constants, maxGradientNorm),
                new TrainingOptions.Rhythm(evaluateEvery, saveEvery, patience));
    }
}
