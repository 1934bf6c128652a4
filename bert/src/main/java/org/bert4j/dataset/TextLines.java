package org.bert4j.dataset;

import org.bert4j.tokenizer.BadInputException;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;

/// Reads texts to predict on from a stream, one example a line.
///
/// A line is a text, or several parted by tabs, such as a text and its pair; or, if the first line
/// begins with `{`, a JSON object: `{"text"}`, `{"text", "pair"}` or `{"text", "choices": []}`. A
/// line is read only when it is asked for, so that somebody typing gets each answer at once. A
/// blank line is an example with one empty text, so that answers can match lines; lines end at LF
/// only. Faults are [BadInputException]s that name the line.
public final class TextLines implements Iterator<TextExample>, AutoCloseable {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String ADVICE =
            "each line holds one JSON object such as {\"text\": \"Nice.\"}, with a \"pair\" or"
                    + " \"choices\" if the task takes them";
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private final String name;
    private final LfLines lines;
    private final TableShape shape;
    private int lineNumber;
    private String line;
    private boolean started;
    private boolean isJson;

    private TextLines(InputStream input, String name, TableShape shape) {
        this.name = name;
        this.lines = new LfLines(new InputStreamReader(input, StandardCharsets.UTF_8));
        this.shape = shape;
    }

    /// @param name what error messages call the stream, such as `standard input`
    /// @param shape how many texts a line must hold
    public static TextLines from(InputStream input, String name, TableShape shape) {
        return new TextLines(input, name, shape);
    }

    @Override
    public boolean hasNext() {
        if (line != null) {
            return true;
        }
        line = readLine();
        if (line == null) {
            return false;
        }
        lineNumber++;
        if (lineNumber == 1 && line.startsWith(BYTE_ORDER_MARK)) {
            line = line.substring(1);
        }
        if (!started && !line.isBlank()) {
            started = true;
            isJson = line.stripLeading().startsWith("{");
        }
        return true;
    }

    /// Whether another line, or its beginning, is there without waiting for it.
    public boolean ready() {
        try {
            return line != null || lines.ready();
        } catch (IOException e) {
            throw TextInput.unreadable(name, lineNumber, e);
        }
    }

    @Override
    public TextExample next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        String current = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        line = null;
        if (current.isBlank()) {
            return new TextExample(place(), List.of(""), List.of());
        }
        List<String> texts = isJson ? jsonTexts(current) : List.of(current.split("\t", -1));
        requireFitting(texts);
        return new TextExample(place(), texts, List.of());
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw TextInput.unreadable(name, lineNumber, e);
        }
    }

    private String readLine() {
        try {
            return lines.next();
        } catch (IOException e) {
            throw TextInput.unreadable(name, lineNumber, e);
        }
    }

    private List<String> jsonTexts(String text) {
        JsonFields fields = new JsonFields(parse(text), place(), ADVICE);
        List<String> texts = new ArrayList<>();
        texts.add(fields.string("text"));
        if (fields.has("pair")) {
            texts.add(fields.string("pair"));
        }
        if (fields.has("choices")) {
            for (JsonNode choice : fields.array("choices")) {
                texts.add(choice.asString());
            }
        }
        return texts;
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

    private void requireFitting(List<String> texts) {
        if (texts.size() < shape.minTexts() || texts.size() > shape.maxTexts()) {
            throw new BadInputException(
                    "%s has %d texts and the task takes %s; %s."
                            .formatted(place(), texts.size(), shape.textCount(), advice()));
        }
        IntStream.range(0, texts.size())
                .filter(i -> texts.get(i).isBlank())
                .findFirst()
                .ifPresent(
                        i -> {
                            throw new BadInputException(
                                    "%s: text %d has no characters; write one."
                                            .formatted(place(), i + 1));
                        });
    }

    private String advice() {
        return shape.maxTexts() == 1
                ? "put blanks in place of tabs, or write JSON with \"text\" alone"
                : "part texts with a tab, or write JSON";
    }

    private String place() {
        return name + ":" + lineNumber;
    }
}
