package org.bert4j.cli;

import org.bert4j.predictor.SentencePairPredictor;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// `bert4j predict nsp`.
@Command(
        name = "nsp",
        sortOptions = false,
        description =
                "Say how probable it is that a text follows another, with a model that was"
                        + " pre-trained on next sentences or on sentence order.",
        footer = {
            "",
            "Example (./bert4j pretrain --help shows how to make my-bert):",
            "  ./bert4j predict nsp --model my-bert --text 'He opened the door.' \\",
            "      --pair 'Nobody was there.'"
        })
final class SentencePairPredictCommand implements Runnable {
    @Mixin private ModelOption model;

    @Mixin private DeviceOption device;

    @Option(names = "--text", required = true, paramLabel = "A", description = "The first text.")
    private String text;

    @Option(names = "--pair", required = true, paramLabel = "B", description = "The second text.")
    private String pair;

    @Option(names = "--json", description = "Print a JSON object.")
    private boolean json;

    @Override
    public void run() {
        try (SentencePairPredictor predictor = SentencePairPredictor.open(model.directory())) {
            double follows = predictor.probabilityThatFollows(text, pair);
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("text", text);
            all.put("pair", pair);
            all.put("follows", follows);
            System.out.println(json ? Json.line(all) : String.format(Locale.ROOT, "%.4f", follows));
        }
    }
}
