package org.bert4j.cli;

import org.bert4j.bench.Effort;
import org.bert4j.bench.TokenizerBench;
import org.bert4j.tokenizer.TokenizerMode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.List;

/// `bert4j bench tokenizer`.
@Command(
        name = "tokenizer",
        sortOptions = false,
        description = {
            "Measure how fast texts become ids and offsets.",
            "On one thread, then on several: each 2 seconds of warm-up, 20 times or 3 seconds."
                    + " Without --text, on a megabyte of the demo's sentences. No native library is"
                    + " loaded."
        },
        footer = {
            "",
            "Example:",
            "  ./bert4j bench tokenizer",
            "  ./bert4j bench tokenizer --text README.md --threads 1 --json"
        })
final class BenchTokenizerCommand implements Runnable {
    private static final Effort USUAL = new Effort(2, 20, 3);

    @Option(
            names = "--text",
            arity = "1..*",
            preprocessor = SeveralValues.class,
            paramLabel = "FILE",
            description = "Texts, one a line.")
    private List<Path> text = List.of();

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            defaultValue = "hf-fast",
            converter = TokenizeCommand.ModeConverter.class,
            description = "Whose tokens exactly: hf-fast (default), hf-slow or google.")
    private TokenizerMode mode;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many besides one (default: as many as there are cores).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Mixin private BenchFlags flags;

    @Override
    public void run() {
        Effort effort = flags.checked(() -> flags.effort(USUAL));
        Path model = flags.model();
        flags.print(
                flags.checked(() -> new TokenizerBench(model, mode, text, threads, effort)).run());
    }
}
