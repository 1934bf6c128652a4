package org.bert4j.cli;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// JSON for stdout.
final class Json {
    private static final JsonMapper LINE = new JsonMapper();
    private static final JsonMapper INDENTED =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Json() {}

    static String line(Object value) {
        return LINE.writeValueAsString(value);
    }

    static boolean isObject(String text) {
        try {
            return LINE.readTree(text).isObject();
        } catch (JacksonException _) {
            return false;
        }
    }

    static String indented(Object value) {
        return INDENTED.writeValueAsString(value);
    }
}
