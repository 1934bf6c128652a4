package org.bert4j.dataset;

import org.bert4j.tokenizer.BadInputException;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Predicate;

/// The labelled texts of several files, one file after the other; a few rows are in memory at a
/// time.
///
/// The name of a file tells its format, and `.gz` after it is unpacked on the fly:
///
/// - `.csv`: commas and quotes (RFC 4180)
/// - `.tsv`: tabs; a `"` is a plain character
/// - `.json`, `.jsonl`: an object a line, or one array of objects; for choices also an array of
///   documents with their questions, as C3 is published
/// - a directory: a sub-directory for each label, a text in each `.txt` file (IMDB)
/// - anything else: tabs if its first line has one, else a label, a blank and a text a line, or
///   just a text a line where no label is wanted
///
/// ```java
/// try (TextFiles rows =
///         TextFiles.open(files, Columns.DETECT, TableShape.LABELLED_TEXT_OR_PAIR)) {
///     System.out.println(rows.description());
///     rows.forEachRemaining(row -> System.out.println(row.label() + " " + row.text()));
/// }
/// ```
///
/// Where a column `language` names the languages of the rows, as in XNLI, they are counted and one of
/// them can be chosen ([Columns#withLanguage]).
///
/// Every fault of a file is a [BadInputException] that names the line. A file is closed when its
/// last row was read, or with [#close()].
public final class TextFiles implements ExampleStream<TextExample> {
    private final Iterator<Path> files;
    private final Columns columns;
    private final TableShape shape;
    private final Predicate<TextExample> wanted;
    private final List<String> descriptions = new ArrayList<>();
    private int closedSkipped;
    private TextFile current;
    private TextExample first;
    private TextExample next;

    private TextFiles(
            List<Path> files, Columns columns, TableShape shape, Predicate<TextExample> wanted) {
        this.files = files.iterator();
        this.columns = columns;
        this.shape = shape;
        this.wanted = wanted;
        advance();
    }

    /// Opens the first file and reads on to its first example.
    ///
    /// @throws BadInputException if a file is absent or broken, or its columns cannot be told
    public static TextFiles open(List<Path> files, Columns columns, TableShape shape) {
        return open(files, columns, shape, _ -> true);
    }

    /// Those examples only that pass a test.
    public static TextFiles open(
            List<Path> files, Columns columns, TableShape shape, Predicate<TextExample> wanted) {
        return new TextFiles(files, columns, shape, wanted);
    }

    /// What was taken for what, a line for each file opened so far, such as `train.tsv: tab
    /// separated, no header; text = column 1, label = column 2`.
    @Override
    public String description() {
        return String.join("\n", descriptions);
    }

    /// How many rows were passed over so far because their label is `-`.
    public int skipped() {
        return closedSkipped + (current == null ? 0 : current.skipped());
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public TextExample next() {
        if (next == null) {
            throw new NoSuchElementException();
        }
        TextExample example = next;
        advance();
        return example;
    }

    @Override
    public void close() {
        if (current != null) {
            closedSkipped += current.skipped();
            current.close();
            current = null;
        }
        next = null;
    }

    private void advance() {
        try {
            next = nextWanted();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /// The next example that passes the test, or null after the last file.
    private TextExample nextWanted() {
        for (TextExample row = nextRow(); row != null; row = nextRow()) {
            requireAlike(row);
            if (wanted.test(row)) {
                return row;
            }
        }
        return null;
    }

    private TextExample nextRow() {
        while (current != null || files.hasNext()) {
            if (current == null) {
                current = TextFile.open(files.next(), columns, shape);
                descriptions.add(current.description());
            }
            TextExample row = current.next();
            if (row != null) {
                return row;
            }
            close();
        }
        return null;
    }

    /// One file of pairs and one of single texts are a mistake.
    private void requireAlike(TextExample row) {
        if (first == null) {
            first = row;
        }
        if (!shape.choices() && row.texts().size() != first.texts().size()) {
            throw new BadInputException(
                    "%s has %d texts and %s has %d; name the columns of the texts in both files."
                            .formatted(
                                    row.place(),
                                    row.texts().size(),
                                    first.place(),
                                    first.texts().size()));
        }
    }
}
