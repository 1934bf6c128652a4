package org.bert4j.cli;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.encoder.BertConfig;
import org.bert4j.starters.Starters;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `bert4j doctor`: what this machine can do, and what is wrong with it.
@Command(
        name = "doctor",
        sortOptions = false,
        description = {
            "Say what this machine can do for BERT, what bert4j chooses on it and why, and what"
                    + " makes it slow.",
            "Measures for a few seconds. doctor plan forecasts a run, doctor data looks at data."
        },
        footer = {
            "",
            "Example:  ./bert4j doctor",
            "A run:    ./bert4j doctor plan finetune classify --model minilm \\",
            "              --train train.tsv --output my-model"
        })
final class DoctorCommand implements Runnable {
    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description =
                    "The model whose precision is chosen: a directory or a starter (default:"
                            + " BERT-base).")
    private String model;

    @Option(names = "--offline", description = "Never open a connection.")
    private boolean offline;

    @Option(names = "--json", description = "Print everything as JSON.")
    private boolean json;

    @Override
    public void run() {
        DoctorFacts facts =
                model == null
                        ? DoctorFacts.collect(BertConfig.BASE, "BERT-base")
                        : DoctorFacts.collect(config(), model);
        DoctorReport report = DoctorReport.of(facts);
        System.out.println(json ? Json.indented(report.toMap()) : report.text());
    }

    private BertConfig config() {
        try (Checkpoint checkpoint =
                Checkpoint.open(Starters.resolve(model, new PullDisplay(), offline))) {
            return checkpoint.config();
        }
    }
}
