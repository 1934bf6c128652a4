package org.bert4j.dataset;

import org.bert4j.tokenizer.BadInputException;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Rows of a file of JSON objects: one a line, or all of them in one array.
///
/// Only one object is in memory at a time. A value is a text, a number, true or false, or an array
/// of these; anything else counts as absent.
final class JsonRows implements RowSource {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private final String file;
    private final JsonParser json;
    private boolean started;
    private boolean inArray;
    private boolean ended;

    JsonRows(String file, Reader reader) {
        this.file = file;
        this.json = MAPPER.createParser(reader);
    }

    @Override
    public String format() {
        return inArray ? "an array of JSON objects" : "JSON objects";
    }

    @Override
    public Row next() {
        if (ended) {
            return null;
        }
        try {
            JsonToken token = json.nextToken();
            if (!started && token == JsonToken.START_ARRAY) {
                inArray = true;
                token = json.nextToken();
            }
            started = true;
            ended = token == null || inArray && token == JsonToken.END_ARRAY;
            return ended ? null : row(token);
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

    private Row row(JsonToken token) {
        String place = file + ":" + json.currentTokenLocation().getLineNr();
        if (token != JsonToken.START_OBJECT) {
            throw new BadInputException(
                    ("%s is %s, not an object; each line holds one object such as"
                                    + " {\"text\": \"Nice.\", \"label\": \"good\"}.")
                            .formatted(place, JsonFaults.describe(token)));
        }
        SequencedMap<String, List<String>> fields = new LinkedHashMap<>();
        JsonNode object = MAPPER.readTree(json);
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (!field.getValue().isNull()) {
                fields.put(field.getKey(), values(field.getValue()));
            }
        }
        return new Row.Fields(place, fields);
    }

    private static List<String> values(JsonNode node) {
        if (node.isArray()) {
            return node.valueStream()
                    .filter(JsonNode::isValueNode)
                    .map(JsonNode::asString)
                    .toList();
        }
        return node.isValueNode() ? List.of(node.asString()) : List.of();
    }
}
