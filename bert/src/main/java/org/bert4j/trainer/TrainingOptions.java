package org.bert4j.trainer;

import org.bert4j.tensor.AdamW;
import org.bert4j.tensor.Precision;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// How to train: everything that changes the resulting weights, and when to look and to save.
///
/// @param length        how long
/// @param batchSize     examples per update
/// @param groupByLength whether sequences of like length go together: less padding, less chance in the batches
/// @param seed          of shuffling and dropout
/// @param dropout       whether there is any; how much, the model's configuration says
/// @param computing     how a batch is computed
/// @param update        how gradients change the weights
/// @param rhythm        when to evaluate, to save and to give up
/// @param techniques    what is done besides
public record TrainingOptions(
        Length length,
        int batchSize,
        boolean groupByLength,
        long seed,
        boolean dropout,
        Computing computing,
        Update update,
        Rhythm rhythm,
        Techniques techniques) {

    /// What is done besides, each with its strength; 0: it is not done.
    ///
    /// @param rDrop       how strongly two passes of an example under different dropout are drawn together
    /// @param fastGradient length of the push against the word embeddings that each batch is learnt under, too
    /// @param average     decay of the running mean of the weights, which is what is evaluated and kept as best
    public record Techniques(double rDrop, double fastGradient, double average) {
        public static final Techniques NONE = new Techniques(0, 0, 0);

        public Techniques {
            require(rDrop >= 0, "rDrop must not be below 0, and is " + rDrop);
            require(fastGradient >= 0, "fastGradient must not be below 0, and is " + fastGradient);
            require(average >= 0 && average < 1, "average must lie in [0, 1), not " + average);
        }
    }

    /// How a batch is computed.
    ///
    /// @param precision      of matrix products
    /// @param microBatchSize examples computed at once; memory depends on it, and the dropout masks; else updates are
    ///                       equal
    /// @param checkpointing  whether layers are computed once more on the way back, instead of being kept; equal to the
    ///                       bit
    public record Computing(Precision precision, int microBatchSize, boolean checkpointing) {
        public Computing {
            require(
                    Precision.TRAINING.contains(precision),
                    "precision must be one of %s in training, not %s"
                            .formatted(Precision.TRAINING, precision));
            require(
                    microBatchSize >= 1,
                    "microBatchSize must be at least 1, not " + microBatchSize);
        }
    }

    /// How gradients change the weights.
    ///
    /// @param learningRate    peak
    /// @param schedule        its course over the steps
    /// @param warmupShare     share of all steps until the peak, in [0, 1)
    /// @param optimizer       AdamW's constants
    /// @param maxGradientNorm gradients are scaled down to this common norm
    /// @param layerDecay      what the rate of a layer is multiplied by to give that of the layer below, in (0, 1]
    /// @param headLearningRate peak for the head; empty: as for the rest
    public record Update(
            double learningRate,
            Schedule schedule,
            double warmupShare,
            AdamW.Options optimizer,
            double maxGradientNorm,
            double layerDecay,
            OptionalDouble headLearningRate) {
        /// Linear decay without warm-up, AdamW as torch computes it, one rate for all.
        public static Update of(double learningRate) {
            return new Update(
                    learningRate,
                    Schedule.LINEAR,
                    0,
                    AdamW.Options.TORCH,
                    1.0,
                    1,
                    OptionalDouble.empty());
        }

        public Update {
            require(
                    learningRate > 0 && learningRate < 1,
                    "learningRate must lie between 0 and 1, not " + learningRate);
            require(
                    warmupShare >= 0 && warmupShare < 1,
                    "warmup must lie in [0, 1), not " + warmupShare);
            require(maxGradientNorm > 0, "maxGradientNorm must be above 0, not " + maxGradientNorm);
            require(
                    layerDecay > 0 && layerDecay <= 1,
                    "layerDecay must lie in (0, 1], not " + layerDecay);
            require(
                    headLearningRate.orElse(0.5) > 0 && headLearningRate.orElse(0.5) < 1,
                    "headLearningRate must lie between 0 and 1, not "
                            + headLearningRate.orElse(0.5));
        }

        Update withLearningRate(double value) {
            return new Update(
                    value,
                    schedule,
                    warmupShare,
                    optimizer,
                    maxGradientNorm,
                    layerDecay,
                    headLearningRate);
        }

        Update withOptimizer(AdamW.Options value) {
            return new Update(
                    learningRate,
                    schedule,
                    warmupShare,
                    value,
                    maxGradientNorm,
                    layerDecay,
                    headLearningRate);
        }
    }

    /// When to do something else than train.
    ///
    /// @param evaluateEvery steps between evaluations; empty: after each epoch
    /// @param saveEvery     steps between checkpoints; empty: after each epoch
    /// @param evaluateAt    shares of the way, in (0, 1], after which the model is evaluated besides
    /// @param patience      evaluations without a better score until training stops; empty: never
    /// @param histograms    whether each evaluation also records how the values of each parameter are spread
    public record Rhythm(
            OptionalInt evaluateEvery,
            OptionalInt saveEvery,
            List<Double> evaluateAt,
            OptionalInt patience,
            boolean histograms) {
        /// Evaluates and saves after each epoch, and trains to the end.
        public static final Rhythm EACH_EPOCH = every(OptionalInt.empty(), OptionalInt.empty());

        /// After so many steps; empty: after each epoch.
        public static Rhythm every(OptionalInt evaluateEvery, OptionalInt saveEvery) {
            return new Rhythm(evaluateEvery, saveEvery, List.of(), OptionalInt.empty(), false);
        }

        public Rhythm {
            evaluateAt = List.copyOf(evaluateAt);
            requirePositive("evaluateEvery", evaluateEvery);
            requirePositive("saveEvery", saveEvery);
            requirePositive("patience", patience);
        }

        /// The update that reaches a share of the way.
        public static long stepAt(double share, long totalSteps) {
            return (long) Math.ceil(share * totalSteps);
        }

        public Rhythm withPatience(OptionalInt value) {
            return new Rhythm(evaluateEvery, saveEvery, evaluateAt, value, histograms);
        }

        public Rhythm withEvaluationsAt(List<Double> shares) {
            return new Rhythm(evaluateEvery, saveEvery, shares, patience, histograms);
        }

        public Rhythm withHistograms(boolean value) {
            return new Rhythm(evaluateEvery, saveEvery, evaluateAt, patience, value);
        }
    }

    /// The usual recipe for question answering: linear decay from 3e-5, two epochs, batches of 8.
    public static final TrainingOptions QUESTION_ANSWERING = usual(2, 8, 3e-5);

    /// The usual recipe for everything else: linear decay from 5e-5, three epochs, batches of 16.
    public static final TrainingOptions CLASSIFICATION = usual(3, 16, 5e-5);

    private static TrainingOptions usual(int epochs, int batchSize, double learningRate) {
        return new TrainingOptions(
                new Length.Epochs(epochs),
                batchSize,
                false,
                42,
                true,
                new Computing(Precision.FP32, batchSize, false),
                Update.of(learningRate),
                Rhythm.EACH_EPOCH,
                Techniques.NONE);
    }

    public TrainingOptions {
        requireBatch(batchSize);
    }

    private static void requireBatch(int size) {
        require(size >= 1, "batchSize must be at least 1, not " + size);
    }

    public Precision precision() {
        return computing.precision;
    }

    public int microBatchSize() {
        return computing.microBatchSize;
    }

    public boolean checkpointing() {
        return computing.checkpointing;
    }

    /// Passes over the training examples.
    ///
    /// @throws IllegalStateException if the length is not counted in epochs
    public int epochs() {
        if (length instanceof Length.Epochs(int count)) {
            return count;
        }
        throw new IllegalStateException("The length is not counted in epochs: " + length);
    }

    public TrainingOptions withEpochs(int value) {
        return withLength(new Length.Epochs(value));
    }

    public TrainingOptions withLength(Length value) {
        return new TrainingOptions(
                value,
                batchSize,
                groupByLength,
                seed,
                dropout,
                computing,
                update,
                rhythm,
                techniques);
    }

    /// Computed at once, too.
    public TrainingOptions withBatchSize(int value) {
        requireBatch(value);
        return new TrainingOptions(
                length,
                value,
                groupByLength,
                seed,
                dropout,
                new Computing(computing.precision, value, computing.checkpointing),
                update,
                rhythm,
                techniques);
    }

    /// Whether sequences of like length go together.
    public TrainingOptions withGroupByLength(boolean value) {
        return new TrainingOptions(
                length, batchSize, value, seed, dropout, computing, update, rhythm, techniques);
    }

    public TrainingOptions withSeed(long value) {
        return new TrainingOptions(
                length,
                batchSize,
                groupByLength,
                value,
                dropout,
                computing,
                update,
                rhythm,
                techniques);
    }

    /// Training without noise suits texts that are passed over only a few times.
    public TrainingOptions withDropout(boolean value) {
        return new TrainingOptions(
                length,
                batchSize,
                groupByLength,
                seed,
                value,
                computing,
                update,
                rhythm,
                techniques);
    }

    public TrainingOptions withPrecision(Precision value) {
        return withComputing(
                new Computing(value, computing.microBatchSize, computing.checkpointing));
    }

    public TrainingOptions withMicroBatchSize(int value) {
        return withComputing(new Computing(computing.precision, value, computing.checkpointing));
    }

    /// Less memory for more time.
    public TrainingOptions withCheckpointing(boolean value) {
        return withComputing(new Computing(computing.precision, computing.microBatchSize, value));
    }

    public TrainingOptions withComputing(Computing value) {
        return new TrainingOptions(
                length, batchSize, groupByLength, seed, dropout, value, update, rhythm, techniques);
    }

    public TrainingOptions withLearningRate(double value) {
        return withUpdate(update.withLearningRate(value));
    }

    public TrainingOptions withOptimizer(AdamW.Options value) {
        return withUpdate(update.withOptimizer(value));
    }

    public TrainingOptions withUpdate(Update value) {
        return new TrainingOptions(
                length,
                batchSize,
                groupByLength,
                seed,
                dropout,
                computing,
                value,
                rhythm,
                techniques);
    }

    public TrainingOptions withRhythm(Rhythm value) {
        return new TrainingOptions(
                length,
                batchSize,
                groupByLength,
                seed,
                dropout,
                computing,
                update,
                value,
                techniques);
    }

    public TrainingOptions withTechniques(Techniques value) {
        return new TrainingOptions(
                length, batchSize, groupByLength, seed, dropout, computing, update, rhythm, value);
    }

    /// Every option that changes the result, but the precision, under the names of the command line.
    Map<String, Object> describe() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.putAll(length.describe());
        all.put("batch_size", batchSize);
        all.put("micro_batch_size", computing.microBatchSize);
        all.put("learning_rate", update.learningRate);
        all.put("schedule", update.schedule.toString());
        all.put("warmup", update.warmupShare);
        all.put("optimizer", update.optimizer);
        all.put("max_gradient_norm", update.maxGradientNorm);
        all.put("layer_decay", update.layerDecay);
        update.headLearningRate.ifPresent(value -> all.put("head_learning_rate", value));
        all.put("dropout", dropout);
        all.put("group_by_length", groupByLength);
        putIfUsed(all, "r_drop", techniques.rDrop);
        putIfUsed(all, "fast_gradient", techniques.fastGradient);
        putIfUsed(all, "average", techniques.average);
        all.put("seed", seed);
        rhythm.evaluateEvery.ifPresent(value -> all.put("evaluate_every", value));
        if (!rhythm.evaluateAt.isEmpty()) {
            all.put("evaluate_at", rhythm.evaluateAt);
        }
        rhythm.saveEvery.ifPresent(value -> all.put("save_every", value));
        rhythm.patience.ifPresent(value -> all.put("patience", value));
        return all;
    }

    private static void putIfUsed(Map<String, Object> all, String name, double strength) {
        if (strength > 0) {
            all.put(name, strength);
        }
    }

    private static void requirePositive(String name, OptionalInt value) {
        value.ifPresent(
                number -> require(number >= 1, name + " must be at least 1, not " + number));
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
