package org.bert4j.cli;

import org.bert4j.dataset.TableShape;
import org.bert4j.dataset.TextExample;
import org.bert4j.predictor.ZeroShotClassifier;
import org.bert4j.task.Classification;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.Iterator;
import java.util.List;

/// `bert4j predict zero-shot`.
@Command(
        name = "zero-shot",
        sortOptions = false,
        description =
                "Classify texts under labels the model was never trained on, with a model of the"
                        + " task nli.",
        footer = {
            "",
            "Example (./bert4j finetune nli --help shows how to make my-nli):",
            "  ./bert4j predict zero-shot --model my-nli --labels sport,politics \\",
            "      --text 'The match ended 2:1.'"
        })
final class ZeroShotPredictCommand implements Runnable {
    @Mixin private ModelOption model;

    @Mixin private ZeroShotFlags flags;

    @Mixin private DeviceOption device;

    @Option(
            names = "--labels",
            required = true,
            split = ",",
            paramLabel = "L",
            description = "Candidate labels, parted by commas.")
    private List<String> labels;

    @Option(
            names = "--text",
            paramLabel = "T",
            description = "The text; without it, texts are read from stdin, one a line.")
    private String text;

    @Option(names = "--json", description = "Print a JSON object a line.")
    private boolean json;

    @Override
    public void run() {
        flags.requireSensible(labels);
        try (ZeroShotClassifier classifier = flags.open(model.directory())) {
            if (text != null) {
                print(classifier.classify(text, labels));
                return;
            }
            Iterator<TextExample> lines = TextInput.lines(Utf8Lines.stdin(), TableShape.TEXT);
            while (lines.hasNext()) {
                TextExample line = lines.next();
                if (TextInput.isBlank(line)) {
                    System.out.println(json ? "{}" : "");
                } else {
                    print(classifier.classify(line.text(), labels));
                }
            }
        }
    }

    private void print(Classification answer) {
        System.out.println(json ? Json.line(answer.toMap()) : Answers.scored(answer));
    }
}
