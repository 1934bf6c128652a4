package org.bert4j.tune.study;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The columns of the database that hold JSON.
final class StudyJson {
    private static final JsonMapper JSON = new JsonMapper();

    private StudyJson() {}

    static String write(Object value) {
        return JSON.writeValueAsString(value);
    }

    static StudyDefinition definition(String text) {
        return JSON.readValue(text, StudyDefinition.class);
    }

    static Map<String, String> configuration(String text) {
        return JSON.readValue(text, new TypeReference<LinkedHashMap<String, String>>() {});
    }

    static List<Double> scores(String text) {
        return JSON.readValue(text, new TypeReference<List<Double>>() {});
    }

    static Map<String, Object> figures(String text) {
        return JSON.readValue(text, new TypeReference<LinkedHashMap<String, Object>>() {});
    }
}
