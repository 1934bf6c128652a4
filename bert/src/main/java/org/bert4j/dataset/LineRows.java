package org.bert4j.dataset;

import org.bert4j.tokenizer.BadInputException;

import java.io.IOException;
import java.io.Reader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Rows of a file that is one row a line, split at LF only: cells parted by tabs, or a label, a
/// blank and a text (TREC, SST-5), or nothing but a text. A `"` is a plain character. Empty lines
/// are passed over.
final class LineRows implements RowSource {
    /// How a line is made into cells.
    private enum Kind {
        TABS("tab separated"),
        LABEL_FIRST("a label, a blank and a text a line"),
        TEXT("one text a line");

        final String format;

        Kind(String format) {
            this.format = format;
        }
    }

    private final String file;
    private final LfLines lines;
    private final Kind kind;
    private String line;
    private long lineNumber;

    private LineRows(String file, Reader reader, boolean tabs, boolean labelled) {
        this.file = file;
        this.lines = new LfLines(reader);
        this.line = nextLine();
        this.kind = kind(line, tabs, labelled);
    }

    /// A file whose name says that it is tab separated.
    static LineRows tabs(String file, Reader reader) {
        return new LineRows(file, reader, true, true);
    }

    /// A file whose first line tells: if it has no tab, the lines are a label and a text where
    /// labels are wanted, and a text where they are not.
    static LineRows detect(String file, Reader reader, boolean labelled) {
        return new LineRows(file, reader, false, labelled);
    }

    private static Kind kind(String first, boolean tabs, boolean labelled) {
        if (tabs || first != null && first.indexOf('\t') >= 0) {
            return Kind.TABS;
        }
        return labelled ? Kind.LABEL_FIRST : Kind.TEXT;
    }

    boolean isLabelFirst() {
        return kind == Kind.LABEL_FIRST;
    }

    @Override
    public String format() {
        return kind.format;
    }

    @Override
    public Row next() {
        if (line == null) {
            return null;
        }
        String current = line;
        String place = file + ":" + lineNumber;
        line = nextLine();
        return switch (kind) {
            case TABS -> new Row.Cells(place, List.of(current.split("\t", -1)));
            case LABEL_FIRST -> labelFirst(place, current);
            case TEXT -> {
                SequencedMap<String, List<String>> fields = new LinkedHashMap<>();
                fields.put("text", List.of(current));
                yield Row.Fields.of(place, fields);
            }
        };
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw TextInput.unreadable(file, lineNumber, e);
        }
    }

    private static Row labelFirst(String place, String line) {
        int blank = line.indexOf(' ');
        if (blank <= 0) {
            throw new BadInputException(
                    ("%s has no tab, and no label before a first blank; write label, blank, text,"
                                    + " or part the columns with tabs.")
                            .formatted(place));
        }
        SequencedMap<String, List<String>> fields = new LinkedHashMap<>();
        fields.put("label", List.of(line.substring(0, blank)));
        fields.put("text", List.of(line.substring(blank + 1)));
        return Row.Fields.of(place, fields);
    }

    /// The next line that is not empty, without its CR; null at the end.
    private String nextLine() {
        try {
            String next;
            do {
                next = lines.next();
                lineNumber++;
                if (next != null && next.endsWith("\r")) {
                    next = next.substring(0, next.length() - 1);
                }
            } while (next != null && next.isEmpty());
            return next;
        } catch (IOException e) {
            throw TextInput.unreadable(file, lineNumber, e);
        }
    }
}
