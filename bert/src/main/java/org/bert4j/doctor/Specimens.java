package org.bert4j.doctor;

import org.bert4j.dataset.Columns;
import org.bert4j.dataset.ExampleStream;
import org.bert4j.dataset.QaExample;
import org.bert4j.dataset.QaFiles;
import org.bert4j.dataset.QaParagraph;
import org.bert4j.dataset.SquadReader;
import org.bert4j.dataset.TableShape;
import org.bert4j.dataset.TagScheme;
import org.bert4j.dataset.TagViolations;
import org.bert4j.dataset.TaggedFiles;
import org.bert4j.dataset.TextFiles;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.BiFunction;

/// The examples of some files as the checks see them, and the faults that only their reader sees.
///
/// @param train files to train on
/// @param dev   files to evaluate on; may be none
public record Specimens(List<Path> train, List<Path> dev, Kind kind) {
    /// What the files hold.
    public sealed interface Kind {
        /// Rows of texts and labels.
        ///
        /// @param shape of a row
        record Table(Columns columns, TableShape shape) implements Kind {}

        /// Words with tags.
        record Tags() implements Kind {}

        /// Questions with contexts, SQuAD-shaped.
        record Questions() implements Kind {}
    }

    /// A fresh pass over all of them.
    ///
    /// @throws org.bert4j.tokenizer.BadInputException if a file cannot be read
    public ExampleStream<Specimen> open() {
        return dev.isEmpty() ? part(train, false) : new Both(part(train, false), part(dev, true));
    }

    private ExampleStream<Specimen> part(List<Path> files, boolean isDev) {
        return switch (kind) {
            case Kind.Table(Columns columns, TableShape shape) ->
                    new Mapped<>(TextFiles.open(files, columns, shape), isDev, Specimen::of);
            case Kind.Tags _ -> new Mapped<>(TaggedFiles.open(files), isDev, Specimen::of);
            case Kind.Questions _ -> new Questions(QaFiles.open(files), isDev);
        };
    }

    /// Whether each has labels of which there are few.
    public boolean hasClasses() {
        return kind instanceof Kind.Table(Columns _, TableShape shape)
                && (shape.label() == TableShape.Label.ONE
                        || shape.label() == TableShape.Label.SEVERAL);
    }

    /// Whether texts that are too long for a row are read in windows.
    boolean isReadInWindows() {
        return !(kind instanceof Kind.Table);
    }

    /// Whether several examples share a context.
    boolean hasContexts() {
        return kind instanceof Kind.Questions;
    }

    /// What only a reader sees: tags against the rules, answers that are not where the file says.
    public List<Finding> faults() {
        return switch (kind) {
            case Kind.Table _ -> List.of();
            case Kind.Tags _ -> tagFaults();
            case Kind.Questions _ -> answerFaults();
        };
    }

    private List<Path> all() {
        List<Path> all = new ArrayList<>(train);
        all.addAll(dev);
        return all;
    }

    private List<Finding> tagFaults() {
        TagScheme scheme;
        try (TaggedFiles files = TaggedFiles.open(train)) {
            scheme = files.scheme();
        }
        List<TagViolations> violations = TagViolations.find(all(), scheme);
        if (violations.isEmpty()) {
            return List.of();
        }
        TagViolations first = violations.getFirst();
        return List.of(
                Finding.note(
                        "tags",
                        "%,d tags break the rules of %s, such as %s at %s"
                                .formatted(violations.size(), scheme, first.tag(), first.place()),
                        "they are read as seqeval reads them (%s there), which may not be what was meant"
                                .formatted(first.meant()),
                        "mend them, or leave the sentences out",
                        violations.stream()
                                .mapToInt(TagViolations::text)
                                .distinct()
                                .mapToObj(row -> new int[] {row})
                                .toList()));
    }

    private List<Finding> answerFaults() {
        List<int[]> missing = new ArrayList<>();
        List<int[]> moved = new ArrayList<>();
        int row = 0;
        for (Path file : all()) {
            try (SquadReader reader = SquadReader.open(file)) {
                while (reader.hasNext()) {
                    QaParagraph paragraph = reader.next();
                    for (QaExample question : paragraph.examples()) {
                        if (!question.trainable()) {
                            missing.add(new int[] {row});
                        } else if (reader.wasRepaired(question)) {
                            moved.add(new int[] {row});
                        }
                        row++;
                    }
                }
            }
        }
        List<Finding> findings = new ArrayList<>();
        if (!missing.isEmpty()) {
            findings.add(
                    Finding.serious(
                            "answer-not-in-context",
                            "%,d of %,d questions have no answer that stands in their context"
                                    .formatted(missing.size(), row),
                            "they are not trained on, and count as wrong when the model is scored",
                            "mend the answers, or mark the questions with is_impossible",
                            missing));
        }
        if (!moved.isEmpty()) {
            findings.add(
                    Finding.note(
                            "answer-start",
                            "%,d of %,d questions have an answer that does not stand at its answer_start"
                                    .formatted(moved.size(), row),
                            "the nearest place where it stands is trained on, which may be another",
                            "mend the numbers; they count characters (code points) from 0",
                            moved));
        }
        return findings;
    }

    private record Mapped<E>(
            ExampleStream<E> source, boolean isDev, BiFunction<E, Boolean, Specimen> map)
            implements ExampleStream<Specimen> {
        @Override
        public boolean hasNext() {
            return source.hasNext();
        }

        @Override
        public Specimen next() {
            return map.apply(source.next(), isDev);
        }

        @Override
        public String description() {
            return source.description();
        }

        @Override
        public void close() {
            source.close();
        }
    }

    private record Both(ExampleStream<Specimen> first, ExampleStream<Specimen> second)
            implements ExampleStream<Specimen> {
        @Override
        public boolean hasNext() {
            return first.hasNext() || second.hasNext();
        }

        @Override
        public Specimen next() {
            return first.hasNext() ? first.next() : second.next();
        }

        @Override
        public String description() {
            return first.description() + "\n" + second.description();
        }

        @Override
        public void close() {
            first.close();
            second.close();
        }
    }

    /// Question by question.
    private static final class Questions implements ExampleStream<Specimen> {
        private final QaFiles paragraphs;
        private final boolean isDev;
        private final Queue<QaExample> ahead = new ArrayDeque<>();

        Questions(QaFiles paragraphs, boolean isDev) {
            this.paragraphs = paragraphs;
            this.isDev = isDev;
        }

        @Override
        public boolean hasNext() {
            while (ahead.isEmpty() && paragraphs.hasNext()) {
                ahead.addAll(paragraphs.next().examples());
            }
            return !ahead.isEmpty();
        }

        @Override
        public Specimen next() {
            return hasNext() ? Specimen.of(ahead.remove(), isDev) : null;
        }

        @Override
        public String description() {
            return paragraphs.description();
        }

        @Override
        public void close() {
            paragraphs.close();
        }
    }
}
