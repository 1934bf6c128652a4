package org.bert4j.dataset;

import org.bert4j.tokenizer.BadInputException;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/// The examples of one file or directory. Its first rows are read ahead to find its columns.
final class TextFile implements AutoCloseable {
    /// Of the first words of sentences, 200 show about 110; of labels far fewer.
    private static final double DISTINCT_FIRST_WORDS = 0.4;

    private static final int TELLING_ROWS = 20;

    private final RowSource reader;
    private final ExampleMaker maker;
    private final Queue<Row> ahead;
    private final Optional<Languages> languages;
    private final String description;
    private int skipped;

    private TextFile(Path file, RowSource reader, Columns columns, TableShape shape) {
        this.reader = reader;
        Sample sample = Sample.read(file.toString(), reader, columns);
        requireLabels(sample, reader);
        Layout layout = new LayoutFinder(sample, columns, shape).find();
        this.maker = new ExampleMaker(layout, columns, shape, sample.columns().size());
        this.ahead = new ArrayDeque<>(sample.rows());
        List<Column> unused = layout.unused(sample.columns());
        this.languages = languages(file, sample, unused, columns, shape);
        this.description =
                "%s: %s%s; %s%s%s"
                        .formatted(
                                file,
                                reader.format(),
                                header(sample),
                                layout.describe(shape, columns.labelSeparator()),
                                contradictory(sample, layout, shape),
                                describeOthers(unused, columns));
    }

    static TextFile open(Path file, Columns columns, TableShape shape) {
        TextInput.requirePresent(file);
        RowSource reader = reader(file, shape);
        try {
            return new TextFile(file, reader, columns, shape);
        } catch (RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    /// The next example, or null at the end.
    TextExample next() {
        for (Row row = nextRow(); row != null; row = nextRow()) {
            if (isWanted(row)) {
                TextExample example = maker.make(row);
                if (example != null) {
                    return example;
                }
                skipped++;
            }
        }
        return null;
    }

    String description() {
        return description;
    }

    /// How many rows were passed over so far, since their label is `-`.
    int skipped() {
        return skipped;
    }

    @Override
    public void close() {
        reader.close();
    }

    private boolean isWanted(Row row) {
        return languages.isEmpty() || languages.get().holds(row);
    }

    private Row nextRow() {
        return ahead.isEmpty() ? reader.next() : ahead.poll();
    }

    private static RowSource reader(Path file, TableShape shape) {
        if (Files.isDirectory(file)) {
            return new FolderRows(file, shape.isLabelled());
        }
        String name = TextInput.plainName(file);
        String extension = name.substring(name.lastIndexOf('.') + 1);
        Reader text = TextInput.open(file);
        return switch (extension) {
            case "csv" -> new CsvRows(file.toString(), text);
            case "tsv" -> LineRows.tabs(file.toString(), text);
            case "json", "jsonl", "ndjson" -> new JsonRows(file.toString(), text, shape.choices());
            default -> LineRows.detect(file.toString(), text, shape.isLabelled());
        };
    }

    private static String header(Sample sample) {
        if (sample.rows().getFirst() instanceof Row.Fields) {
            return "";
        }
        return sample.hasHeader() ? ", with a header" : ", no header";
    }

    /// The languages of the rows, if a column that is not used otherwise names them.
    private static Optional<Languages> languages(
            Path file, Sample sample, List<Column> unused, Columns columns, TableShape shape) {
        return unused.stream()
                .filter(ColumnNames::isLanguage)
                .findFirst()
                .map(
                        column -> {
                            try (RowSource again = reader(file, shape)) {
                                if (sample.hasHeader()) {
                                    again.next();
                                }
                                return Languages.count(
                                        file.toString(), column, again, columns.language());
                            }
                        });
    }

    /// What the columns are for that are neither text nor label.
    private String describeOthers(List<Column> others, Columns columns) {
        if (languages.isPresent()) {
            List<Column> unused =
                    others.stream().filter(c -> !c.equals(languages.get().column())).toList();
            return languages.get().describe() + Layout.describeUnused(unused);
        }
        String missing = "; no column names a language, so all rows count as \"%s\"";
        return (columns.language().isEmpty() ? "" : missing.formatted(columns.language()))
                + Layout.describeUnused(others);
    }

    private static String contradictory(Sample sample, Layout layout, TableShape shape) {
        boolean occurs =
                shape.inference()
                        && sample.rows().stream()
                                .flatMap(row -> layout.labels().stream().map(row::cell))
                                .anyMatch(cell -> cell.contains(ExampleMaker.CONTRADICTORY));
        return occurs
                ? " (\"%s\" is read as \"%s\")"
                        .formatted(ExampleMaker.CONTRADICTORY, ExampleMaker.CONTRADICTION)
                : "";
    }

    /// A file of plain sentences must not pass for labels and texts.
    private static void requireLabels(Sample sample, RowSource reader) {
        if (!(reader instanceof LineRows lines && lines.isLabelFirst())) {
            return;
        }
        ColumnProfile words = ColumnProfile.of(sample.columns().getFirst(), sample.rows(), "");
        if (words.values() >= TELLING_ROWS
                && words.distinct() > DISTINCT_FIRST_WORDS * words.values()) {
            throw new BadInputException(
                    ("%s has no tab, and its first %d lines begin with %d different words, so these"
                         + " are no labels; write label, blank, text, or part the columns with"
                         + " tabs.")
                            .formatted(sample.file(), words.values(), words.distinct()));
        }
    }
}
