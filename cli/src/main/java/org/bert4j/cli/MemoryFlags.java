package org.bert4j.cli;

import org.bert4j.trainer.TrainingOptions;

import picocli.CommandLine.Option;

import java.util.OptionalInt;

/// Options for little memory, which leave the result of a training as it is.
final class MemoryFlags {
    @Option(
            names = "--micro-batch-size",
            paramLabel = "N",
            description =
                    "Examples computed at once, for little memory; the result is that of the whole"
                            + " batch.")
    private OptionalInt microBatchSize = OptionalInt.empty();

    @Option(
            names = "--gradient-checkpointing",
            description =
                    "Keep only what each layer gives, and compute the layer once more on the way"
                            + " back: a third more time for much less memory, same result.")
    private boolean checkpointing;

    /// @param options with the size of batches
    TrainingOptions on(TrainingOptions options) {
        return options.withMicroBatchSize(microBatchSize.orElse(options.batchSize()))
                .withCheckpointing(checkpointing);
    }
}
