package org.bert4j.dataset;

import org.bert4j.tokenizer.BadInputException;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;

/// Reads questions to answer from JSON lines, one `{"id"?, "question", "context"}` a line.
///
/// A line is read only when it is asked for, so that somebody typing gets each answer at once. A
/// question without an id is named by the number of its line, from 1; blank lines are passed over.
/// Lines end at LF only. Faults are [BadInputException]s that name the line.
public final class QuestionLines implements Iterator<QaParagraph>, AutoCloseable {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String ADVICE =
            "each line holds one JSON object such as {\"question\": \"Who?\", \"context\": \"It was"
                    + " me.\"}, with an \"id\" if you like";

    /// Some editors begin a file with it; the JSON parser expects none in a text.
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private final String name;
    private final LfLines lines;
    private final Set<String> seenIds = new HashSet<>();
    private int lineNumber;
    private String line;

    private QuestionLines(String name, InputStream input) {
        this.name = name;
        this.lines = new LfLines(new InputStreamReader(input, StandardCharsets.UTF_8));
    }

    /// @throws BadInputException if there is no such file
    public static QuestionLines open(Path file) {
        if (!Files.exists(file)) {
            throw new BadInputException(
                    "%s does not exist; give a file of JSON lines.".formatted(file));
        }
        try {
            return new QuestionLines(file.toString(), Files.newInputStream(file));
        } catch (IOException e) {
            throw new BadInputException(
                    "%s cannot be opened; check its permissions.".formatted(file), e);
        }
    }

    /// @param name what error messages call the stream, such as `standard input`
    public static QuestionLines from(InputStream input, String name) {
        return new QuestionLines(name, input);
    }

    @Override
    public boolean hasNext() {
        while (line == null || line.isBlank()) {
            line = readLine();
            if (line == null) {
                return false;
            }
            lineNumber++;
            if (lineNumber == 1 && line.startsWith(BYTE_ORDER_MARK)) {
                line = line.substring(1);
            }
        }
        return true;
    }

    /// A paragraph with one question. Lines in a row with the same context cost one tokenisation:
    /// `org.bert4j.feature` remembers the latest contexts.
    @Override
    public QaParagraph next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        String current = line;
        line = null;
        JsonFields fields = new JsonFields(parse(current), place(), ADVICE);
        String id = fields.has("id") ? fields.id("id") : Integer.toString(lineNumber);
        if (!seenIds.add(id)) {
            throw new BadInputException(
                    "%s repeats the question id \"%s\"; give each question its own id."
                            .formatted(place(), id));
        }
        QaExample example =
                QaExample.unanswered(id, fields.string("question"), fields.string("context"));
        return QaParagraph.of(example);
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private String readLine() {
        try {
            return lines.next();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException e) {
            throw new BadInputException(
                    "%s is not valid JSON (%s); %s."
                            .formatted(place(), JsonFaults.firstSentence(e), ADVICE),
                    e);
        }
    }

    private String place() {
        return name + ":" + lineNumber;
    }

    private BadInputException unreadable(IOException e) {
        return new BadInputException(
                "%s cannot be read after line %d (%s); check the file and the disk."
                        .formatted(name, lineNumber, e.getMessage()),
                e);
    }
}
