package org.bert4j.dataset;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// How a file of tagged texts is laid out.
enum TagFormat {
    /// CoNLL's way: a word a line, a blank line after a sentence.
    COLUMNS("columns, word = first column, tag = last column"),
    /// The same, and the words are single characters with their position in a word (Weibo NER).
    NUMBERED_COLUMNS(
            "columns, character and its position in the word = first column, tag = last column"),
    /// A sentence a line, words and tags side by side (MSRA NER).
    ROWS("tab separated with a header, words = text_a, tags = label"),
    /// A sentence a line, as JSON with the places of its entities (CLUENER).
    SPANS("JSON lines, text and label");

    private final String description;

    TagFormat(String description) {
        this.description = description;
    }

    String description() {
        return description;
    }

    /// The layout of a file, by its first line and, for columns, by its words.
    static TagFormat of(Path file) {
        String line = firstLine(file);
        if (line.startsWith("{")) {
            return SPANS;
        }
        List<String> cells = Arrays.asList(line.split("\t"));
        if (cells.contains(TagRowReader.WORDS) && cells.contains(TagRowReader.TAGS)) {
            return ROWS;
        }
        return NumberedCharacters.are(file) ? NUMBERED_COLUMNS : COLUMNS;
    }

    TagReader open(Path file) {
        FileLines lines = FileLines.open(file);
        return switch (this) {
            case COLUMNS -> new TagColumnReader(lines, false);
            case NUMBERED_COLUMNS -> new TagColumnReader(lines, true);
            case ROWS -> new TagRowReader(lines);
            case SPANS -> new TagSpanReader(lines);
        };
    }

    private static String firstLine(Path file) {
        try (FileLines lines = FileLines.open(file)) {
            String line = lines.next();
            while (line != null && line.isBlank()) {
                line = lines.next();
            }
            return line == null ? "" : line.strip();
        }
    }
}
