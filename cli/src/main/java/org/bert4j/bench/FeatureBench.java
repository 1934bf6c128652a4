package org.bert4j.bench;

import org.bert4j.checkpoint.DirectoryWriter;
import org.bert4j.feature.QaFeatureCache;
import org.bert4j.feature.QaFeatureOptions;
import org.bert4j.feature.QaFeatures;
import org.bert4j.feature.QaFeaturizer;
import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.WindowStride;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How fast questions in files become the file of features that training reads: reading, tokenizing, windows, labels and
/// writing; and how fast a later run finds that file again.
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
            Path cache = scratch.resolve("features");
            QaFeaturizer featurizer = new QaFeaturizer(tokenizer, windows);
            long begin = System.nanoTime();
            QaFeatures features = make(featurizer, data, cache);
            double first = Effort.secondsSince(begin);

            Runnable pass = () -> make(featurizer, data, cache);
            effort.warmUpFurther(pass, begin);
            Samples seconds = effort.timeWarm(pass);
            Runnable search = () -> new QaFeatureCache(cache, threads).training(featurizer, data);
            return report(features, first, seconds, effort.timeWarm(search));
        }
    }

    private Path sample(BertTokenizer tokenizer, ScratchDirectory scratch) {
        Path file = scratch.resolve("questions.json");
        SampleData.of(tokenizer, 1)
                .writeQuestions(
                        file, questions, QUESTIONS_PER_PARAGRAPH, Lengths.MIX, windows.maxLength());
        return file;
    }

    /// In an empty cache, so that nothing is found.
    private QaFeatures make(QaFeaturizer featurizer, List<Path> data, Path cache) {
        try {
            DirectoryWriter.delete(cache);
        } catch (IOException e) {
            throw DirectoryWriter.unwritable(cache, e);
        }
        return new QaFeatureCache(cache, threads).training(featurizer, data);
    }

    private Report report(QaFeatures features, double first, Samples seconds, Samples found) {
        int count = features.report().examples();
        Map<String, Object> subject = new LinkedHashMap<>();
        subject.put("model", model.toString());
        subject.put("data", files.isEmpty() ? "questions made of the demo's" : files.toString());
        subject.put("questions", count);
        subject.put("features", features.size());
        subject.put("bytes", features.bytes());
        subject.put("max_length", windows.maxLength());
        subject.put("windows", described(windows.stride()));
        subject.put("threads", threads);
        List<Figure> figures =
                List.of(
                        Figure.single("first_pass", "s", first),
                        Figure.median("pass", "s", seconds),
                        Figure.median("questions", "questions/s", seconds.map(s -> count / s)),
                        Figure.median("found_again", "s", found));
        return new Report("features", subject, Machine.here(), effort, figures);
    }

    private static String described(WindowStride stride) {
        return switch (stride) {
            case WindowStride.Step(int tokens) -> "one every %d tokens".formatted(tokens);
            case WindowStride.Overlap(int tokens) -> "overlap by %d tokens".formatted(tokens);
        };
    }
}
