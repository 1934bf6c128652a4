package org.bert4j.cli;

import org.bert4j.bench.Effort;
import org.bert4j.bench.Lengths;
import org.bert4j.bench.TrainingBench;
import org.bert4j.encoder.BertSize;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// `bert4j bench train`.
@Command(
        name = "train",
        sortOptions = false,
        description = {
            "Measure how fast a model is trained.",
            "Steps of a real run: batch, dropout, forward, backward, clipping, AdamW. Counted are"
                + " examples and real tokens (no padding), and the matrix products over these as a"
                + " share of what this machine can multiply. 5 seconds of warm-up, 1000 steps or 30"
                + " seconds. No model is kept. OMP_NUM_THREADS sets the threads."
        },
        footer = {
            "",
            "Example:",
            "  ./bert4j bench train",
            "  ./bert4j bench train --size base --precision bf16",
            "  ./bert4j bench train --task classify --length fixed --json",
            "  ./bert4j bench train --task mlm --size mini --data book.txt"
        })
final class BenchTrainCommand implements Runnable {
    private static final Effort USUAL = new Effort(5, 1000, 30);

    @Option(
            names = "--task",
            paramLabel = "T",
            defaultValue = "QA",
            description = "qa (default), classify, or mlm: pre-training on masked tokens.")
    private TrainingBench.Task task;

    @Option(
            names = "--size",
            paramLabel = "S",
            description =
                    "New weights of a published size instead, with the vocabulary of --model:"
                            + " tiny, mini, small, medium, base, large.")
    private BertSize size;

    @Option(
            names = "--data",
            arity = "1..*",
            preprocessor = SeveralValues.class,
            paramLabel = "FILE",
            description =
                    "Training files of the task; of mlm any text (default: made of the demo's"
                            + " questions and sentences).")
    private List<Path> data = List.of();

    @Option(
            names = "--length",
            paramLabel = "L",
            defaultValue = "MIX",
            description =
                    "Lengths of the rows without --data: mix (default, as in SQuAD and SST-2) or"
                            + " fixed (all of --max-length).")
    private Lengths lengths;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            description = "Examples per update (default: qa 8, classify 16, mlm 32).")
    private OptionalInt batchSize = OptionalInt.empty();

    @Option(
            names = "--max-length",
            paramLabel = "N",
            description = "Longest row in tokens (default: qa 384, others 128).")
    private OptionalInt maxLength = OptionalInt.empty();

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
            description = "Of the order of the rows, and dropout (default ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin private BenchFlags flags;

    @Mixin private DeviceOption device;

    @Override
    public void run() {
        Effort effort = flags.checked(() -> flags.effort(USUAL));
        TrainingBench.Rows rows = flags.checked(() -> task.rows(batchSize, maxLength, lengths));
        flags.print(
                new TrainingBench(
                                task,
                                flags.model(),
                                Optional.ofNullable(size),
                                data,
                                rows,
                                precision.value(),
                                seed,
                                effort)
                        .run());
    }
}
