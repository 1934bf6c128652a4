package org.bert4j.dataset;

import org.bert4j.tokenizer.BadInputException;

import java.util.Arrays;
import java.util.List;

/// Reads a table with a sentence a line: words in the column `text_a` and as many tags in the
/// column `label`, both parted by blanks; a header names the columns (MSRA NER as UER-py has it).
final class TagRowReader implements TagReader {
    static final String WORDS = "text_a";
    static final String TAGS = "label";

    private final FileLines lines;
    private List<String> header;

    TagRowReader(FileLines lines) {
        this.lines = lines;
    }

    @Override
    public TaggedText next() {
        String line = nextNotBlank();
        if (line != null && header == null) {
            header = cells(line);
            line = nextNotBlank();
        }
        return line == null ? null : text(cells(line));
    }

    @Override
    public String placeOf(int tag) {
        return lines.place();
    }

    @Override
    public void close() {
        lines.close();
    }

    private String nextNotBlank() {
        String line = lines.next();
        while (line != null && line.isBlank()) {
            line = lines.next();
        }
        return line;
    }

    private TaggedText text(List<String> cells) {
        if (cells.size() != header.size()) {
            throw new BadInputException(
                    "%s has %d columns where the header has %d; mend the line."
                            .formatted(lines.place(), cells.size(), header.size()));
        }
        List<String> words = words(cells.get(header.indexOf(WORDS)));
        List<String> tags = words(cells.get(header.indexOf(TAGS)));
        if (words.size() != tags.size()) {
            throw new BadInputException(
                    "%s has %d words in \"%s\" but %d tags in \"%s\"; give each word its tag."
                            .formatted(lines.place(), words.size(), WORDS, tags.size(), TAGS));
        }
        if (words.isEmpty()) {
            throw new BadInputException(
                    "%s has no words in \"%s\"; remove the line.".formatted(lines.place(), WORDS));
        }
        return WordJoiner.join(lines.place(), words, tags);
    }

    private static List<String> cells(String line) {
        return List.of(line.split("\t", -1));
    }

    private static List<String> words(String cell) {
        return Arrays.stream(cell.split(" ")).filter(word -> !word.isEmpty()).toList();
    }
}
