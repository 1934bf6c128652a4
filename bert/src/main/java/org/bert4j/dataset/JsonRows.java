package org.bert4j.dataset;

import org.bert4j.tokenizer.BadInputException;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayDeque;
import java.util.Queue;

/// Rows of a file of JSON objects: one a line, or all of them in one array; or, where choices are
/// wanted, an array of documents with their questions ([NestedQuestions]).
///
/// Only one object or document is in memory at a time. A value is a text, a number, true or false, or
/// an array of these; anything else counts as absent.
final class JsonRows implements RowSource {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private final String file;
    private final JsonParser json;
    private final boolean choices;
    private final Queue<Row> read = new ArrayDeque<>();
    private boolean started;
    private boolean inArray;
    private boolean inDocuments;
    private boolean ended;

    JsonRows(String file, Reader reader, boolean choices) {
        this.file = file;
        this.json = MAPPER.createParser(reader);
        this.choices = choices;
    }

    @Override
    public String format() {
        if (inDocuments) {
            return "an array of documents with their questions";
        }
        return inArray ? "an array of JSON objects" : "JSON objects";
    }

    @Override
    public Row next() {
        try {
            while (read.isEmpty() && !ended) {
                read();
            }
            return read.poll();
        } catch (JacksonException e) {
            if (e.getCause() instanceof CharacterCodingException fault) {
                throw TextInput.unreadable(file, json.currentTokenLocation().getLineNr(), fault);
            }
            throw JsonFaults.explain(file, "", e);
        }
    }

    @Override
    public void close() {
        json.close();
    }

    private void read() {
        JsonToken token = json.nextToken();
        if (!started && token == JsonToken.START_ARRAY) {
            inArray = true;
            token = json.nextToken();
            inDocuments = choices && token == JsonToken.START_ARRAY;
        }
        started = true;
        ended = token == null || inArray && token == JsonToken.END_ARRAY;
        if (!ended) {
            String place = file + ":" + json.currentTokenLocation().getLineNr();
            if (inDocuments) {
                read.addAll(new NestedQuestions(MAPPER.readTree(json), place).rows());
            } else {
                requireObject(token, place);
                read.add(Row.Fields.of(place, MAPPER.readTree(json)));
            }
        }
    }

    private static void requireObject(JsonToken token, String place) {
        if (token != JsonToken.START_OBJECT) {
            throw new BadInputException(
                    ("%s is %s, not an object; each line holds one object such as"
                                    + " {\"text\": \"Nice.\", \"label\": \"good\"}.")
                            .formatted(place, JsonFaults.describe(token)));
        }
    }
}
