package org.bert4j.feature;

import org.bert4j.dataset.BoundedDirectory;
import org.bert4j.dataset.QaFiles;
import org.bert4j.dataset.Sha256;
import org.bert4j.tokenizer.BadInputException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Makes the labelled features of a data set once, and finds them again in every later run.
///
/// ```java
/// QaFeatureCache cache = new QaFeatureCache(directory, 2);
/// QaFeatures features = cache.training(new QaFeaturizer(tokenizer, QaFeatureOptions.GOOGLE), files);
/// ```
///
/// A file's name says what went into it: the data, the tokenizer, the options and the code. It is written beside under a
/// name of its own and renamed when it is whole, so that several processes may make the same one at once; one that is
/// torn or damaged is made again.
public final class QaFeatureCache {
    /// Bytes of all files together; the newest is kept even if it is larger.
    private static final long LARGEST = 10L << 30;

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
        Path file = directory.resolve("qa-" + origin.key());
        try {
            Optional<QaFeatures> found = QaFeatures.open(file, origin);
            if (found.isPresent()) {
                BoundedDirectory.markUsed(file);
                return found.get();
            }
            make(file, origin, featurizer, paragraphs);
            return QaFeatures.open(file, origin)
                    .orElseThrow(() -> new IOException("it was deleted at once"));
        } catch (IOException e) {
            throw new BadInputException(
                    "Cannot write the cache %s (%s); make room or set BERT4J_HOME to another place."
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    private void make(
            Path file,
            QaFeatureOrigin origin,
            QaFeaturizer featurizer,
            Supplier<QaFiles> paragraphs)
            throws IOException {
        Files.createDirectories(directory);
        Path part =
                file.resolveSibling(
                        file.getFileName() + "-" + UUID.randomUUID() + BoundedDirectory.UNFINISHED);
        try (QaFiles opened = paragraphs.get()) {
            write(part, origin, featurizer, opened);
            Files.move(
                    part,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part); // it is still there only if something went wrong
        }
        new BoundedDirectory(directory, LARGEST).trim(file);
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
