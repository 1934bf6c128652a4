package org.bert4j.dataset;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Predicate;

/// The paragraphs of several files, one file after the other.
public final class QaFiles implements ExampleStream<QaParagraph> {
    private final List<Path> all;
    private final Iterator<Path> files;
    private final Predicate<QaParagraph> wanted;
    private int left; // questions
    private SquadReader reader;
    private QaParagraph next;

    private QaFiles(List<Path> files, Predicate<QaParagraph> wanted, int limit) {
        this.all = files;
        this.files = files.iterator();
        this.wanted = wanted;
        this.left = limit;
        advance();
    }

    public static QaFiles open(List<Path> files) {
        return open(files, _ -> true);
    }

    /// Those paragraphs only that pass a test.
    public static QaFiles open(List<Path> files, Predicate<QaParagraph> wanted) {
        return open(files, wanted, Integer.MAX_VALUE);
    }

    /// The same, up to so many questions.
    public static QaFiles open(List<Path> files, Predicate<QaParagraph> wanted, int limit) {
        return new QaFiles(files, wanted, limit);
    }

    /// How many questions the files ask.
    public static int countQuestions(List<Path> files) {
        int count = 0;
        try (QaFiles paragraphs = open(files)) {
            while (paragraphs.hasNext()) {
                count += paragraphs.next().examples().size();
            }
        }
        return count;
    }

    /// The first paragraph, for a look at the language.
    public static QaParagraph first(List<Path> files) {
        try (QaFiles paragraphs = open(files)) {
            return paragraphs.next();
        }
    }

    @Override
    public String description() {
        return "questions of " + all;
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public QaParagraph next() {
        if (next == null) {
            throw new NoSuchElementException();
        }
        QaParagraph current = next;
        advance();
        return current;
    }

    private void advance() {
        next = null;
        while (next == null && left > 0 && (readerHasNext() || openNextFile())) {
            if (readerHasNext()) {
                QaParagraph candidate = reader.next();
                next = wanted.test(candidate) ? candidate.first(left) : null;
            }
        }
        left -= next == null ? 0 : next.examples().size();
    }

    private boolean readerHasNext() {
        return reader != null && reader.hasNext();
    }

    private boolean openNextFile() {
        if (reader != null) {
            reader.close();
        }
        reader = files.hasNext() ? SquadReader.open(files.next()) : null;
        return reader != null;
    }
}
