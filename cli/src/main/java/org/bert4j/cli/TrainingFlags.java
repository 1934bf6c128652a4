package org.bert4j.cli;

import org.bert4j.tensor.AdamW;
import org.bert4j.tensor.Precision;
import org.bert4j.trainer.Length;
import org.bert4j.trainer.Schedule;
import org.bert4j.trainer.TrainingOptions;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// The options that every fine-tuning task has.
final class TrainingFlags {
    /// Whose update rule.
    enum Optimizer {
        TORCH(AdamW.Options.TORCH),
        GOOGLE(AdamW.Options.GOOGLE),
        LAMB(AdamW.Options.LAMB);

        private final AdamW.Options options;

        Optimizer(AdamW.Options options) {
            this.options = options;
        }
    }

    /// Which precision, or the faster one.
    enum PrecisionChoice {
        AUTO,
        FP32,
        BF16;

        /// Empty: the faster one.
        Optional<Precision> value() {
            return switch (this) {
                case AUTO -> Optional.empty();
                case FP32 -> Optional.of(Precision.FP32);
                case BF16 -> Optional.of(Precision.BF16);
            };
        }
    }

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Passes over the training data (default 3, qa 2).")
    private OptionalInt epochs = OptionalInt.empty();

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            description = "Examples per update (default 16, qa 8).")
    private OptionalInt batchSize = OptionalInt.empty();

    @Mixin private MemoryFlags memory;

    @Option(
            names = "--learning-rate",
            paramLabel = "R",
            description = "Peak learning rate (default 5e-5, qa 3e-5).")
    private Double learningRate;

    @Option(
            names = "--head-learning-rate",
            paramLabel = "R",
            description = "Peak learning rate of the head (default: as for the rest).")
    private Double headLearningRate;

    @Option(
            names = "--layer-decay",
            paramLabel = "D",
            defaultValue = "1",
            description =
                    "Each layer learns at D times the rate of the one above, as ELECTRA (default"
                            + " ${DEFAULT-VALUE}).")
    private double layerDecay;

    @Option(
            names = "--group-by-length",
            description =
                    "Put sequences of like length into a batch: faster, and a little worse where"
                            + " batches are small.")
    private boolean groupByLength;

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
            description = "AdamW as torch (default) or google computes it, or lamb.")
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

    @Option(
            names = "--r-drop",
            paramLabel = "S",
            defaultValue = "0",
            description =
                    "Let each example pass twice under different dropout, and draw the two answers"
                            + " together with this strength, such as 1 (R-Drop; classify, nli,"
                            + " pairs).")
    private double rDrop;

    @Option(
            names = "--fast-gradient",
            paramLabel = "L",
            defaultValue = "0",
            description =
                    "Learn each batch a second time with the word embeddings pushed to where the"
                            + " loss is worse, so far, such as 1 (FGM).")
    private double fastGradient;

    @Option(
            names = "--average",
            paramLabel = "D",
            defaultValue = "0",
            description =
                    "Evaluate and keep the running mean of the weights, which forgets with this"
                            + " decay, such as 0.99 (EMA).")
    private double average;

    @Option(
            names = "--histograms",
            description =
                    "Also record how the values of each parameter are spread at each evaluation,"
                            + " for TensorBoard.")
    private boolean histograms;

    long seed() {
        return seed;
    }

    /// Empty: the faster one.
    Optional<Precision> precision() {
        return precision.value();
    }

    /// @param usual what holds where the user has said nothing
    TrainingOptions options(TrainingOptions usual) {
        TrainingOptions options =
                usual.withLength(
                                epochs.isPresent()
                                        ? new Length.Epochs(epochs.getAsInt())
                                        : usual.length())
                        .withBatchSize(batchSize.orElse(usual.batchSize()))
                        .withSeed(seed)
                        .withGroupByLength(groupByLength)
                        .withUpdate(update(usual.update().learningRate()))
                        .withTechniques(
                                new TrainingOptions.Techniques(rDrop, fastGradient, average))
                        .withRhythm(
                                TrainingOptions.Rhythm.every(evaluateEvery, saveEvery)
                                        .withPatience(patience)
                                        .withHistograms(histograms));
        return memory.on(options);
    }

    private TrainingOptions.Update update(double usualRate) {
        AdamW.Options constants =
                weightDecay == null
                        ? optimizer.options
                        : optimizer.options.withWeightDecay(weightDecay);
        return new TrainingOptions.Update(
                learningRate == null ? usualRate : learningRate,
                schedule,
                warmup,
                constants,
                maxGradientNorm,
                layerDecay,
                headLearningRate == null
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(headLearningRate));
    }
}
