package org.bert4j.vocabulary;

import org.bert4j.tokenizer.BadInputException;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/// Counts that did not fit into memory: files of sorted words. Closing deletes them.
final class WordRuns implements AutoCloseable {
    /// More files than that become one.
    private static final int MOST_FILES = 64;

    private static final int BUFFER_BYTES = 1 << 16;

    private final Path directory;
    private final List<Path> files = new ArrayList<>();
    private final List<Reader> open = new ArrayList<>();

    WordRuns(Path directory) {
        this.directory = directory;
    }

    /// Puts sorted counts away.
    synchronized void write(Iterator<WordCount> sorted) {
        if (files.size() == MOST_FILES) {
            joinFiles();
        }
        files.add(writeFile(sorted));
    }

    private void joinFiles() {
        Path joined = writeFile(new WordMerge(iterators()));
        close();
        files.add(joined);
    }

    private Path writeFile(Iterator<WordCount> sorted) {
        Path file = null;
        try {
            file = Files.createTempFile(directory, "bert4j-words-", ".run");
            try (var out =
                    new DataOutputStream(
                            new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES))) {
                while (sorted.hasNext()) {
                    WordCount next = sorted.next();
                    out.writeUTF(next.word());
                    out.writeLong(next.count());
                }
            }
            return file;
        } catch (IOException e) {
            deleteQuietly(file);
            throw unusable(e);
        }
    }

    /// The counts of each file, to be read once.
    synchronized List<Iterator<WordCount>> iterators() {
        List<Iterator<WordCount>> iterators = new ArrayList<>();
        for (Path file : files) {
            Reader reader = new Reader(file);
            open.add(reader);
            iterators.add(reader);
        }
        return iterators;
    }

    @Override
    public synchronized void close() {
        open.forEach(Reader::close);
        open.clear();
        files.forEach(WordRuns::deleteQuietly);
        files.clear();
    }

    private static void deleteQuietly(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException _) {
            // It lies where temporary files lie, and the system clears that.
        }
    }

    private BadInputException unusable(IOException cause) {
        return new BadInputException(
                "Cannot keep counted words in %s (%s); free some space there or set -Djava.io.tmpdir."
                        .formatted(directory, cause.getMessage()),
                cause);
    }

    private final class Reader implements Iterator<WordCount> {
        private final DataInputStream in;

        Reader(Path file) {
            try {
                in =
                        new DataInputStream(
                                new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES));
            } catch (IOException e) {
                throw unusable(e);
            }
        }

        @Override
        public boolean hasNext() {
            try {
                in.mark(1);
                boolean more = in.read() >= 0;
                in.reset();
                return more;
            } catch (IOException e) {
                throw unusable(e);
            }
        }

        @Override
        public WordCount next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            try {
                return new WordCount(in.readUTF(), in.readLong());
            } catch (IOException e) {
                throw unusable(e);
            }
        }

        void close() {
            try {
                in.close();
            } catch (IOException e) {
                throw unusable(e);
            }
        }
    }
}
