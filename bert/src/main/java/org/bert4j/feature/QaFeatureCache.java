package org.bert4j.feature;

import org.bert4j.dataset.FileCache;
import org.bert4j.dataset.QaFiles;
import org.bert4j.dataset.Sha256;
import org.bert4j.tokenizer.BadInputException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Makes the labelled features of a data set once, and finds them again in every later run.
///
/// ```java
/// QaFeatureCache cache = new QaFeatureCache(directory, 2);
/// QaFeatures features = cache.training(new QaFeaturizer(tokenizer, QaFeatureOptions.GOOGLE), files);
/// ```
///
/// A file's name says what went into it: the data, the tokenizer, the options and the code.
public final class QaFeatureCache {
    private static final long LARGEST = 10L << 30; // bytes of all files together

    private final Path directory;
    private final int threads;

    /// @param directory of the cache alone; it need not exist yet
    /// @param threads   that make features
    public QaFeatureCache(Path directory, int threads) {
        this.directory = directory;
        this.threads = threads;
    }

    /// The features of all questions in some SQuAD-shaped files.
    ///
    /// @throws BadInputException if a file cannot be read, or the cache not be written
    public QaFeatures training(QaFeaturizer featurizer, List<Path> files) {
        String data = files.stream().map(Sha256::of).collect(Collectors.joining(" "));
        return training(featurizer, data, () -> QaFiles.open(files));
    }

    /// The features of some questions.
    ///
    /// @param data       says which questions they are: equal texts stand for equal questions
    /// @param paragraphs a pass over them
    /// @throws BadInputException if the cache cannot be written
    public QaFeatures training(QaFeaturizer featurizer, String data, Supplier<QaFiles> paragraphs) {
        QaFeatureOrigin origin =
                QaFeatureOrigin.of(data, featurizer.tokenizer(), featurizer.options());
        return new FileCache(directory, LARGEST)
                .get(
                        "qa-" + origin.key(),
                        file -> QaFeatures.open(file, origin),
                        file -> {
                            try (QaFiles opened = paragraphs.get()) {
                                write(file, origin, featurizer, opened);
                            }
                        });
    }

    private void write(
            Path part, QaFeatureOrigin origin, QaFeaturizer featurizer, QaFiles paragraphs)
            throws IOException {
        try (QaFeatureStream questions = featurizer.trainingStream(paragraphs, threads);
                QaFeatureWriter writer = new QaFeatureWriter(part, featurizer.tokenizer())) {
            while (questions.hasNext()) {
                writer.add(questions.next());
            }
            writer.finish(origin, questions.report());
        }
    }
}
