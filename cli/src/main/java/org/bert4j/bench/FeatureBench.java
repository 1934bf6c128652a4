package org.bert4j.bench;

import org.bert4j.dataset.QaFiles;
import org.bert4j.feature.QaFeature;
import org.bert4j.feature.QaFeatureOptions;
import org.bert4j.feature.QaFeatureReport;
import org.bert4j.feature.QaFeatureStream;
import org.bert4j.feature.QaFeaturizer;
import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.WindowStride;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How fast questions in files become features in a file: reading, tokenizing, windows, labels and writing.
///
/// @param model     directory with a tokenizer
/// @param files     SQuAD-shaped; none: questions made of the demo's
/// @param questions so many are made if there are no files
/// @param windows   how contexts are cut
/// @param threads   that make features
/// @param effort    how long to measure
public record FeatureBench(
        Path model,
        List<Path> files,
        int questions,
        QaFeatureOptions windows,
        int threads,
        Effort effort) {
    /// As in SQuAD 1.1 and 2.0: 130,319 questions over 19,035 paragraphs.
    private static final int QUESTIONS_PER_PARAGRAPH = 7;

    public FeatureBench {
        if (questions < 1) {
            throw new IllegalArgumentException("questions must be at least 1, not " + questions);
        }
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, not " + threads);
        }
    }

    public Report run() {
        BertTokenizer tokenizer = BertTokenizer.load(model);
        try (ScratchDirectory scratch = ScratchDirectory.create()) {
            List<Path> data = files.isEmpty() ? List.of(sample(tokenizer, scratch)) : files;
            Path target = scratch.resolve("features");
            long begin = System.nanoTime();
            Converted converted = convert(tokenizer, data, target);
            double first = Effort.secondsSince(begin);
            Runnable pass = () -> convert(tokenizer, data, target);
            effort.warmUpFurther(pass, begin);
            Samples seconds = effort.timeWarm(pass);
            return report(converted, first, seconds);
        }
    }

    private Path sample(BertTokenizer tokenizer, ScratchDirectory scratch) {
        Path file = scratch.resolve("questions.json");
        SampleData.of(tokenizer, 1)
                .writeQuestions(
                        file, questions, QUESTIONS_PER_PARAGRAPH, Lengths.MIX, windows.maxLength());
        return file;
    }

    private record Converted(QaFeatureReport report, long tokens) {}

    private Converted convert(BertTokenizer tokenizer, List<Path> data, Path target) {
        QaFeaturizer featurizer = new QaFeaturizer(tokenizer, windows);
        try (QaFiles paragraphs = QaFiles.open(data);
                QaFeatureStream stream = featurizer.trainingStream(paragraphs, threads);
                FeatureFile file = FeatureFile.create(target)) {
            while (stream.hasNext()) {
                for (QaFeature feature : stream.next().features()) {
                    file.add(feature);
                }
            }
            return new Converted(stream.report(), file.tokens());
        }
    }

    private Report report(Converted converted, double first, Samples seconds) {
        Map<String, Object> subject = new LinkedHashMap<>();
        subject.put("model", model.toString());
        subject.put("data", files.isEmpty() ? "questions made of the demo's" : files.toString());
        subject.put("questions", converted.report.examples());
        subject.put("features", converted.report.features());
        subject.put("tokens", converted.tokens);
        subject.put("max_length", windows.maxLength());
        subject.put("windows", described(windows.stride()));
        subject.put("threads", threads);
        int questions = converted.report.examples();
        List<Figure> figures =
                List.of(
                        Figure.single("first_pass", "s", first),
                        Figure.median("pass", "s", seconds),
                        Figure.median("questions", "questions/s", seconds.map(s -> questions / s)));
        return new Report("features", subject, Machine.here(), effort, figures);
    }

    private static String described(WindowStride stride) {
        return switch (stride) {
            case WindowStride.Step(int tokens) -> "one every %d tokens".formatted(tokens);
            case WindowStride.Overlap(int tokens) -> "overlap by %d tokens".formatted(tokens);
        };
    }
}
