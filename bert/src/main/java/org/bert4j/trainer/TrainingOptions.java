package org.bert4j.trainer;

import org.bert4j.tensor.AdamW;
import org.bert4j.tensor.Precision;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/// How to train: everything that changes the resulting weights, and when to look and to save.
///
/// @param epochs           passes over the training examples
/// @param batchSize        examples per update
/// @param microBatchSize   examples computed at once; updates are equal for any value, memory is not
/// @param learningRate     peak
/// @param schedule         its course over the steps
/// @param warmupShare      share of all steps until the peak, in [0, 1)
/// @param optimizer        AdamW's constants
/// @param maxGradientNorm  gradients are scaled down to this common norm
/// @param seed             of shuffling and dropout
/// @param precision        of matrix products
/// @param evaluateEvery    steps between evaluations; empty: after each epoch
/// @param saveEvery        steps between checkpoints; empty: after each epoch
/// @param patience         evaluations without a better score until training stops; empty: never
public record TrainingOptions(
        int epochs,
        int batchSize,
        int microBatchSize,
        double learningRate,
        Schedule schedule,
        double warmupShare,
        AdamW.Options optimizer,
        double maxGradientNorm,
        long seed,
        Precision precision,
        OptionalInt evaluateEvery,
        OptionalInt saveEvery,
        OptionalInt patience) {
    /// The usual recipe for question answering: linear decay from 3e-5, two epochs, batches of 8.
    public static final TrainingOptions DEFAULT =
            new TrainingOptions(
                    2,
                    8,
                    8,
                    3e-5,
                    Schedule.LINEAR,
                    0,
                    AdamW.Options.TORCH,
                    1.0,
                    42,
                    Precision.FP32,
                    OptionalInt.empty(),
                    OptionalInt.empty(),
                    OptionalInt.empty());

    public TrainingOptions {
        require(epochs >= 1, "epochs must be at least 1, not " + epochs);
        require(batchSize >= 1, "batchSize must be at least 1, not " + batchSize);
        require(microBatchSize >= 1, "microBatchSize must be at least 1, not " + microBatchSize);
        require(
                learningRate > 0 && learningRate < 1,
                "learningRate must lie between 0 and 1, not " + learningRate);
        require(
                warmupShare >= 0 && warmupShare < 1,
                "warmup must lie in [0, 1), not " + warmupShare);
        require(maxGradientNorm > 0, "maxGradientNorm must be above 0, not " + maxGradientNorm);
        requirePositive("evaluateEvery", evaluateEvery);
        requirePositive("saveEvery", saveEvery);
        requirePositive("patience", patience);
    }

    public TrainingOptions withEpochs(int value) {
        return new TrainingOptions(
                value,
                batchSize,
                microBatchSize,
                learningRate,
                schedule,
                warmupShare,
                optimizer,
                maxGradientNorm,
                seed,
                precision,
                evaluateEvery,
                saveEvery,
                patience);
    }

    public TrainingOptions withBatchSize(int value) {
        return new TrainingOptions(
                epochs,
                value,
                microBatchSize,
                learningRate,
                schedule,
                warmupShare,
                optimizer,
                maxGradientNorm,
                seed,
                precision,
                evaluateEvery,
                saveEvery,
                patience);
    }

    public TrainingOptions withMicroBatchSize(int value) {
        return new TrainingOptions(
                epochs,
                batchSize,
                value,
                learningRate,
                schedule,
                warmupShare,
                optimizer,
                maxGradientNorm,
                seed,
                precision,
                evaluateEvery,
                saveEvery,
                patience);
    }

    public TrainingOptions withLearningRate(double value) {
        return new TrainingOptions(
                epochs,
                batchSize,
                microBatchSize,
                value,
                schedule,
                warmupShare,
                optimizer,
                maxGradientNorm,
                seed,
                precision,
                evaluateEvery,
                saveEvery,
                patience);
    }

    public TrainingOptions withOptimizer(AdamW.Options value) {
        return new TrainingOptions(
                epochs,
                batchSize,
                microBatchSize,
                learningRate,
                schedule,
                warmupShare,
                value,
                maxGradientNorm,
                seed,
                precision,
                evaluateEvery,
                saveEvery,
                patience);
    }

    public TrainingOptions withMaxGradientNorm(double value) {
        return new TrainingOptions(
                epochs,
                batchSize,
                microBatchSize,
                learningRate,
                schedule,
                warmupShare,
                optimizer,
                value,
                seed,
                precision,
                evaluateEvery,
                saveEvery,
                patience);
    }

    public TrainingOptions withSeed(long value) {
        return new TrainingOptions(
                epochs,
                batchSize,
                microBatchSize,
                learningRate,
                schedule,
                warmupShare,
                optimizer,
                maxGradientNorm,
                value,
                precision,
                evaluateEvery,
                saveEvery,
                patience);
    }

    public TrainingOptions withPrecision(Precision value) {
        return new TrainingOptions(
                epochs,
                batchSize,
                microBatchSize,
                learningRate,
                schedule,
                warmupShare,
                optimizer,
                maxGradientNorm,
                seed,
                value,
                evaluateEvery,
                saveEvery,
                patience);
    }

    public TrainingOptions withEvaluateEvery(OptionalInt value) {
        return new TrainingOptions(
                epochs,
                batchSize,
                microBatchSize,
                learningRate,
                schedule,
                warmupShare,
                optimizer,
                maxGradientNorm,
                seed,
                precision,
                value,
                saveEvery,
                patience);
    }

    public TrainingOptions withSaveEvery(OptionalInt value) {
        return new TrainingOptions(
                epochs,
                batchSize,
                microBatchSize,
                learningRate,
                schedule,
                warmupShare,
                optimizer,
                maxGradientNorm,
                seed,
                precision,
                evaluateEvery,
                value,
                patience);
    }

    public TrainingOptions withPatience(OptionalInt value) {
        return new TrainingOptions(
                epochs,
                batchSize,
                microBatchSize,
                learningRate,
                schedule,
                warmupShare,
                optimizer,
                maxGradientNorm,
                seed,
                precision,
                evaluateEvery,
                saveEvery,
                value);
    }

    /// Every option but the precision, under the names of the command line.
    Map<String, Object> describe() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("epochs", epochs);
        all.put("batch_size", batchSize);
        all.put("micro_batch_size", microBatchSize);
        all.put("learning_rate", learningRate);
        all.put("schedule", schedule.toString());
        all.put("warmup", warmupShare);
        all.put("optimizer", optimizer);
        all.put("max_gradient_norm", maxGradientNorm);
        all.put("seed", seed);
        evaluateEvery.ifPresent(value -> all.put("evaluate_every", value));
        saveEvery.ifPresent(value -> all.put("save_every", value));
        patience.ifPresent(value -> all.put("patience", value));
        return all;
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
