package org.bert4j.dataset;

import org.bert4j.tokenizer.BadInputException;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/// The tagged texts of several files, one file after the other, one text in memory at a time.
///
/// Each file may be CoNLL columns, rows of words and tags (`text_a`, `label`), or JSON lines with the
/// places of entities as CLUENER has them; a name ending in `.gz` is unpacked. Opening reads every
/// file once, to find its layout and tag scheme, count it, and refuse it at once if it is broken.
///
/// ```java
/// try (TaggedFiles train = TaggedFiles.open(List.of(Path.of("eng.train")))) {
///     System.out.println(train.description());
///     train.forEachRemaining(text -> System.out.println(text.entities()));
/// }
/// ```
///
/// Every fault of a file is a [BadInputException] that names file and line.
public final class TaggedFiles implements ExampleStream<TaggedText> {
    private record Source(Path path, TagFormat format) {
        static Source of(Path path) {
            return new Source(path, TagFormat.of(path));
        }
    }

    private final Iterator<Source> sources;
    private final TagScheme scheme;
    private final String description;
    private TaggedFile file;
    private TaggedText next;

    private TaggedFiles(List<Source> sources, TagScheme scheme) {
        this.sources = sources.iterator();
        this.scheme = scheme;
        this.description =
                String.join(
                        "\n", sources.stream().map(source -> describe(source, scheme)).toList());
        advance();
    }

    /// The scheme is the one that fits the first file with tags; all others must have it too.
    public static TaggedFiles open(List<Path> files) {
        List<Source> sources = files.stream().map(Source::of).toList();
        return new TaggedFiles(sources, detectScheme(sources));
    }

    /// With a scheme that is known: given by the user, or that of the training data.
    public static TaggedFiles open(List<Path> files, TagScheme scheme) {
        return new TaggedFiles(files.stream().map(Source::of).toList(), scheme);
    }

    /// The scheme the files are written in; the texts come in BIO.
    public TagScheme scheme() {
        return scheme;
    }

    /// A line for each file: layout, scheme, counts, and what is odd about it.
    @Override
    public String description() {
        return description;
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public TaggedText next() {
        if (next == null) {
            throw new NoSuchElementException();
        }
        TaggedText current = next;
        advance();
        return current;
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }

    private static TagScheme detectScheme(List<Source> sources) {
        TagCensus census = new TagCensus();
        sources.stream()
                .filter(source -> source.format() != TagFormat.SPANS)
                .findFirst()
                .ifPresent(source -> count(source, census));
        return census.scheme();
    }

    private static void count(Source source, TagCensus census) {
        try (TagReader reader = source.format().open(source.path())) {
            for (TaggedText text = reader.next(); text != null; text = reader.next()) {
                census.add(text.tags());
            }
        }
    }

    private static String describe(Source source, TagScheme scheme) {
        try (TaggedFile file = new TaggedFile(source.path(), source.format(), scheme)) {
            while (file.next() != null) {
                // Counting is all there is to do.
            }
            if (file.sentences() == 0) {
                throw new BadInputException(
                        "%s holds no sentence; give a file with some.".formatted(source.path()));
            }
            return file.description();
        }
    }

    private void advance() {
        next = file == null ? null : file.next();
        while (next == null && sources.hasNext()) {
            close();
            Source source = sources.next();
            file = new TaggedFile(source.path(), source.format(), scheme);
            next = file.next();
        }
    }
}
