package org.bert4j.cli;

import me.tongfei.progressbar.ProgressBar;

import org.bert4j.dataset.ExampleStream;
import org.bert4j.dataset.Labels;
import org.bert4j.dataset.TableShape;
import org.bert4j.dataset.TextExample;
import org.bert4j.dataset.TextFiles;
import org.bert4j.metric.ClassificationMetric;
import org.bert4j.predictor.ZeroShotClassifier;
import org.bert4j.task.Classification;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `bert4j evaluate zero-shot`.
@Command(
        name = "zero-shot",
        sortOptions = false,
        description = "Score classification under labels the model was never trained on.",
        footer = {"", "Example:", "  ./bert4j evaluate zero-shot --model my-nli --data news.jsonl"})
final class ZeroShotEvaluateCommand implements Runnable {
    private static final int TEXTS_AT_ONCE = 64;

    @Mixin private ModelOption model;

    @Mixin private ZeroShotFlags flags;

    @Mixin private ColumnFlags columns;

    @Option(
            names = "--data",
            required = true,
            arity = "1..*",
            paramLabel = "FILE",
            description = "Labelled files, as for classify.")
    private List<Path> data;

    @Option(
            names = "--labels",
            split = ",",
            paramLabel = "L",
            description = "Candidate labels, parted by commas (default: those of the data).")
    private List<String> given;

    @Option(names = "--json", description = "Print the figures as JSON.")
    private boolean json;

    @Override
    public void run() {
        Labels labels = labels();
        flags.requireSensible(labels.names());
        ClassificationMetric metric = new ClassificationMetric(labels.names());
        try (ZeroShotClassifier classifier = flags.open(model.directory());
                ExampleStream<TextExample> examples = open();
                ProgressBar bar = Bars.count("Evaluating", "texts")) {
            System.err.println("Data: " + examples.description());
            while (examples.hasNext()) {
                List<TextExample> some = new ArrayList<>();
                while (some.size() < TEXTS_AT_ONCE && examples.hasNext()) {
                    some.add(examples.next());
                }
                score(classifier, some, labels, metric);
                bar.stepTo(metric.total());
            }
        }
        if (json) {
            System.out.println(Json.indented(metric.figures()));
        } else {
            Tables.print(metric.figures());
        }
    }

    private ExampleStream<TextExample> open() {
        return TextFiles.open(data, columns.columns(""), TableShape.LABELLED_TEXT_OR_PAIR);
    }

    private Labels labels() {
        if (given != null) {
            return new Labels(given);
        }
        try (ExampleStream<TextExample> examples = open()) {
            return Labels.of(examples);
        }
    }

    private static void score(
            ZeroShotClassifier classifier,
            List<TextExample> examples,
            Labels labels,
            ClassificationMetric metric) {
        List<String> texts = examples.stream().map(TextExample::text).toList();
        List<Classification> answers = classifier.classify(texts, labels.names());
        for (int i = 0; i < answers.size(); i++) {
            metric.add(labels.id(examples.get(i)), answers.get(i).best().id());
        }
    }
}
