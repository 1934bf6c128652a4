package org.bert4j.cli;

import org.bert4j.starters.Starters;

import picocli.CommandLine.Option;

import java.nio.file.Path;

/// Where a command gets its model from.
final class ModelOption {
    @Option(
            names = "--model",
            required = true,
            paramLabel = "MODEL",
            description =
                    "A directory with config.json, vocab.txt and weights; the directory of a"
                            + " training run; or a starter: minilm, bge-small-zh.")
    private String model;

    @Option(names = "--offline", description = "Never open a connection.")
    private boolean offline;

    /// The model's directory; a starter is fetched if need be.
    Path directory() {
        return directory(model);
    }

    /// That of another model, which is named in the same way.
    Path directory(String name) {
        return Starters.resolve(name, new PullDisplay(), offline);
    }
}
