package org.bert4j.cli;

import org.bert4j.bench.Effort;
import org.bert4j.bench.InferenceBench;
import org.bert4j.tensor.Precision;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.List;

/// `bert4j bench infer`.
@Command(
        name = "infer",
        sortOptions = false,
        description = {
            "Measure how fast texts become vectors.",
            "From the text on: the latency of one text of 32 tokens (median and 95th percentile),"
                + " the throughput of full batches without padding, and that of texts of mixed"
                + " lengths. Each: 2 seconds of warm-up, 20 times or 6 seconds (latency: 400"
                + " times). With them what this machine can multiply at most. Takes about a minute."
                + " OMP_NUM_THREADS sets the threads."
        },
        footer = {
            "",
            "Example:",
            "  ./bert4j bench infer --precision fp32",
            "  OMP_NUM_THREADS=1 ./bert4j bench infer --text README.md --json"
        })
final class BenchInferCommand implements Runnable {
    private static final Effort USUAL = new Effort(2, 20, 6);

    @Option(
            names = "--text",
            arity = "1..*",
            preprocessor = SeveralValues.class,
            paramLabel = "FILE",
            description =
                    "Texts of mixed lengths, one a line (default: 256 of the demo's, half as long"
                            + " as sentences, half as paragraphs).")
    private List<Path> text = List.of();

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            defaultValue = "32",
            description = "Rows of a full batch (default ${DEFAULT-VALUE}).")
    private int batchSize;

    @Option(
            names = "--max-length",
            paramLabel = "N",
            defaultValue = "128",
            description = "Their tokens; longer texts are cut to it (default ${DEFAULT-VALUE}).")
    private int maxLength;

    @Option(
            names = "--precision",
            paramLabel = "P",
            description = "fp32, bf16 or int8 (default: one after the other).")
    private Precision precision;

    @Mixin private BenchFlags flags;

    @Mixin private DeviceOption device;

    @Override
    public void run() {
        Effort effort = flags.checked(() -> flags.effort(USUAL));
        List<Precision> precisions = precision == null ? Precision.available() : List.of(precision);
        Path model = flags.model();
        InferenceBench bench =
                flags.checked(
                        () ->
                                new InferenceBench(
                                        model, precisions, text, batchSize, maxLength, effort));
        flags.print(bench.run());
    }
}
