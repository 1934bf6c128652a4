package org.bert4j.dataset;

import org.bert4j.tokenizer.BadInputException;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Reads columns as the CoNLL shared tasks publish them: a word a line, first column the word, last
/// column its tag, a blank line after each sentence. Lines that begin with `-DOCSTART-` part
/// documents. Columns are parted by tabs if the line has any, or by blanks.
final class TagColumnReader implements TagReader {
    private static final String DOCUMENT_START = "-DOCSTART-";
    private static final char BYTE_ORDER_MARK = '\ufeff';

    /// Other kinds of blank, such as U+3000, may be words.
    private static final Pattern EDGES = Pattern.compile("^[ \t]+|[ \t]+$");

    private static final Pattern TABS = Pattern.compile(" *\t[ \t]*");
    private static final Pattern BLANKS = Pattern.compile(" +");

    private final FileLines lines;
    private final boolean numbered;
    private int firstLine;
    private int columns;
    private int strayMarks;

    /// @param numbered whether words end in their position, which is no part of them
    TagColumnReader(FileLines lines, boolean numbered) {
        this.lines = lines;
        this.numbered = numbered;
    }

    @Override
    public TaggedText next() {
        List<String> words = new ArrayList<>();
        List<String> tags = new ArrayList<>();
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (!endsSentence(line)) {
                firstLine = words.isEmpty() ? lines.number() : firstLine;
                String[] cells = checkedColumns(line);
                words.add(numbered ? NumberedCharacters.strip(cells[0]) : cells[0]);
                tags.add(cells[cells.length - 1]);
                continue;
            }
            strayMarks += line.indexOf(BYTE_ORDER_MARK) >= 0 ? 1 : 0;
            if (!words.isEmpty()) {
                return text(words, tags);
            }
        }
        return words.isEmpty() ? null : text(words, tags);
    }

    @Override
    public String placeOf(int tag) {
        return lines.place(firstLine + tag);
    }

    @Override
    public List<String> notes() {
        return strayMarks == 0
                ? List.of()
                : List.of(
                        "lines that hold nothing but a byte order mark, read as blank: "
                                + strayMarks);
    }

    @Override
    public void close() {
        lines.close();
    }

    /// Blank, or the head of a document. A byte order mark in the midst of a file, left over from
    /// putting files together, is as good as nothing; WNUT 2017 has one.
    static boolean endsSentence(String line) {
        return line.startsWith(DOCUMENT_START)
                || line.chars().allMatch(c -> c == BYTE_ORDER_MARK || Character.isWhitespace(c));
    }

    static String[] columns(String line) {
        String inner = EDGES.matcher(line).replaceAll("");
        return (inner.indexOf('\t') >= 0 ? TABS : BLANKS).split(inner);
    }

    private TaggedText text(List<String> words, List<String> tags) {
        return WordJoiner.join(lines.place(firstLine), words, tags);
    }

    private String[] checkedColumns(String line) {
        String[] cells = columns(line);
        if (cells.length < 2) {
            throw new BadInputException(
                    ("%s has no tag beside \"%s\"; write a word, a blank or tab, and its tag on"
                                    + " each line, and a blank line after each sentence.")
                            .formatted(lines.place(), cells[0]));
        }
        if (columns == 0) {
            columns = cells.length;
        }
        if (cells.length != columns) {
            throw new BadInputException(
                    "%s has %d columns where the lines before have %d; mend the line \"%s\"."
                            .formatted(lines.place(), cells.length, columns, line.strip()));
        }
        return cells;
    }
}
