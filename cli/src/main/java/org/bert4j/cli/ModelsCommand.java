package org.bert4j.cli;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.checkpoint.MergedModel;
import org.bert4j.starters.Starter;
import org.bert4j.starters.Starters;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.Locale;

/// `bert4j models`: what there is to begin with.
@Command(
        name = "models",
        description =
                "List the starter checkpoints, or fetch one; make a whole model of an adapter.",
        footer = {"", "Example:  ./bert4j models pull minilm"})
final class ModelsCommand implements Runnable {
    @Override
    public void run() {
        String row = "%-14s %-9s %-8s %-9s %-12s %-10s %s%n";
        System.out.printf(
                row, "NAME", "LANGUAGE", "LAYERS", "HIDDEN", "PARAMETERS", "DOWNLOAD", "LICENCE");
        for (Starter starter : Starters.list()) {
            System.out.printf(
                    row,
                    starter.name(),
                    starter.language(),
                    starter.layers(),
                    starter.hiddenSize(),
                    String.format(Locale.ROOT, "%.1f M", starter.parameters() / 1e6),
                    (starter.artifact().bytes() >> 20) + " MiB",
                    starter.licence());
            System.out.printf("               %s%n", starter.description());
            System.out.printf(
                    "               %s%n",
                    Starters.isCached(starter)
                            ? "in " + Starters.directory(starter)
                            : "not fetched yet: ./bert4j models pull " + starter.name());
        }
    }

    /// `bert4j models pull NAME`.
    @Command(
            name = "pull",
            description = "Fetch a starter checkpoint into the cache and print its directory.")
    void pull(
            @Parameters(paramLabel = "NAME", description = "minilm or bge-small-zh") String name,
            @Option(names = "--offline", description = "Never open a connection.")
                    boolean offline) {
        Path directory = Starters.pull(name, new PullDisplay(), offline);
        System.out.println(directory);
    }

    /// `bert4j models merge DIR --output DIR`.
    @Command(
            name = "merge",
            description = {
                "Make a whole model of an adapter (finetune --lora, or the library PEFT) and the"
                        + " model it was learnt for.",
                "Both answer alike; the whole one needs the other no more, and is as large."
            },
            footer = {"", "Example:  ./bert4j models merge my-adapter --output my-model"})
    void merge(
            @Parameters(
                            paramLabel = "DIR",
                            description = "Directory of the adapter, or of the run that made it.")
                    Path adapter,
            @Option(
                            names = "--output",
                            required = true,
                            paramLabel = "DIR",
                            description = "Where the model goes: a new directory.")
                    Path output) {
        try (Checkpoint checkpoint = Checkpoint.open(adapter)) {
            MergedModel.write(checkpoint, output);
        }
        System.out.println(output);
    }
}
