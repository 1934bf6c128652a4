package org.bert4j.cli;

import org.bert4j.bench.Effort;
import org.bert4j.bench.FeatureBench;
import org.bert4j.bench.QaWindows;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.List;

/// `bert4j bench features`.
@Command(
        name = "features",
        sortOptions = false,
        description = {
            "Measure how fast questions become features on disk.",
            "As training keeps them: reading and hashing the files, tokenizing, windows of"
                    + " --max-length that overlap by a third (as Hugging Face's run_qa, 384 and"
                    + " 128), labels, writing; then how long a later run takes to find them again."
                    + " Without --data, with questions of the demo over paragraphs"
                    + " as long as SQuAD's. 2 seconds of warm-up, 5 times or 10 seconds. No native"
                    + " library is loaded."
        },
        footer = {
            "",
            "Example:",
            "  ./bert4j bench features",
            "  ./bert4j bench features --data ~/.bert4j/demo/en/train.json --json"
        })
final class BenchFeaturesCommand implements Runnable {
    private static final Effort USUAL = new Effort(2, 5, 10);

    @Option(
            names = "--data",
            arity = "1..*",
            preprocessor = SeveralValues.class,
            paramLabel = "FILE",
            description = "Questions: SQuAD 1.1 or 2.0, CMRC 2018, DRCD.")
    private List<Path> data = List.of();

    @Option(
            names = "--questions",
            paramLabel = "N",
            defaultValue = "20000",
            description = "How many are made up without --data (default ${DEFAULT-VALUE}).")
    private int questions;

    @Option(
            names = "--max-length",
            paramLabel = "N",
            defaultValue = "384",
            description = "Longest window in tokens (default ${DEFAULT-VALUE}).")
    private int maxLength;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "That make features (default: as many as there are cores).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Mixin private BenchFlags flags;

    @Override
    public void run() {
        Effort effort = flags.checked(() -> flags.effort(USUAL));
        Path model = flags.model();
        FeatureBench bench =
                flags.checked(
                        () ->
                                new FeatureBench(
                                        model,
                                        data,
                                        questions,
                                        QaWindows.of(maxLength),
                                        threads,
                                        effort));
        flags.print(bench.run());
    }
}
