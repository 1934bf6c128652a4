package org.bert4j.cli;

import me.tongfei.progressbar.ProgressBar;

import org.bert4j.dataset.ExampleStream;
import org.bert4j.dataset.Labels;
import org.bert4j.dataset.TableShape;
import org.bert4j.dataset.TextExample;
import org.bert4j.dataset.TextFiles;
import org.bert4j.evaluate.Evaluation;
import org.bert4j.metric.ClassificationMetric;
import org.bert4j.metric.Judged;
import org.bert4j.predictor.ZeroShotClassifier;
import org.bert4j.task.Classification;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// `bert4j evaluate zero-shot`.
@Command(
        name = "zero-shot",
        sortOptions = false,
        description =
                "Score classification under labels the model was never trained on. Data: as for"
                        + " classify, one text a row.",
        footer = {
            "",
            "Example (./bert4j finetune nli --help shows how to make my-nli):",
            "  printf 'text\\tlabel\\nThey won the match.\\tsport\\n' > news.tsv",
            "  printf 'Parliament met today.\\tpolitics\\n' >> news.tsv",
            "  ./bert4j evaluate zero-shot --model my-nli --data news.tsv"
        })
final class ZeroShotEvaluateCommand implements Runnable, Judge {
    private static final int TEXTS_AT_ONCE = 64;

    @Mixin private ModelOption model;

    @Mixin private EvaluationFlags evaluation;

    @Mixin private ZeroShotFlags flags;

    @Mixin private ColumnFlags columns;

    @Mixin private DeviceOption device;

    @Option(
            names = "--labels",
            split = ",",
            paramLabel = "L",
            description = "Candidate labels, parted by commas (default: those of the data).")
    private List<String> given;

    @Override
    public void run() {
        evaluation.judge(this, model);
    }

    @Override
    public Judgement judge(Path directory, boolean writes) {
        Labels labels = labels();
        flags.requireSensible(labels.names());
        Judged<ClassificationMetric> judged =
                evaluation.evaluate(writes, lines -> evaluate(directory, labels, lines));
        return new Judgement("zero-shot", Evaluation.of(judged.figures(), "accuracy"), judged);
    }

    @Override
    public void requireModel(Path directory) {
        flags.open(directory).close();
    }

    private static Map<String, Object> line(TextExample example, Classification answer) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("place", example.place());
        line.put("texts", example.texts());
        line.put("truth", example.label());
        line.putAll(answer.toMap());
        return line;
    }

    private Judged<ClassificationMetric> evaluate(
            Path directory, Labels labels, Consumer<Supplier<Object>> lines) {
        Judged<ClassificationMetric> judged =
                new Judged<>(
                        () -> new ClassificationMetric(labels.names()),
                        ClassificationMetric::figures);
        try (ZeroShotClassifier classifier = flags.open(directory);
                ExampleStream<TextExample> examples = open();
                ProgressBar bar = Bars.count("Evaluating", "texts")) {
            System.err.println("Data: " + examples.description());
            while (examples.hasNext()) {
                List<TextExample> some = next(examples);
                List<String> texts = some.stream().map(TextExample::text).toList();
                List<Classification> answers = classifier.classify(texts, labels.names());
                for (int i = 0; i < answers.size(); i++) {
                    TextExample example = some.get(i);
                    Classification answer = answers.get(i);
                    int truth = labels.id(example);
                    int predicted = answer.best().id();
                    judged.add(metric -> metric.add(truth, predicted));
                    lines.accept(() -> line(example, answer));
                }
                bar.stepTo(judged.size());
            }
        }
        return judged;
    }

    private static List<TextExample> next(ExampleStream<TextExample> examples) {
        List<TextExample> some = new ArrayList<>();
        while (some.size() < TEXTS_AT_ONCE && examples.hasNext()) {
            some.add(examples.next());
        }
        return some;
    }

    private ExampleStream<TextExample> open() {
        return TextFiles.open(evaluation.data(), columns.columns(""), TableShape.LABELLED_TEXT);
    }

    private Labels labels() {
        if (given != null) {
            return new Labels(given);
        }
        try (ExampleStream<TextExample> examples = open()) {
            return Labels.of(examples);
        }
    }
}
