package org.bert4j.dataset;

import org.bert4j.tokenizer.BadInputException;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;

/// One document of C3 (Sun et al. 2020) as published, in CLUE too: an array of its lines, of its
/// questions, and of its name. Each question is an object `{"question", "choice", "answer"}`.
///
/// @param place of its beginning
record NestedQuestions(JsonNode document, String place) {
    private static final String SHAPE =
            "[[LINE, ...], [{\"question\", \"choice\", \"answer\"}, ...], ID]";

    /// A row for each question, with the lines as its `context`.
    ///
    /// @throws BadInputException if the document has another shape
    List<Row> rows() {
        JsonNode lines = document.path(0);
        JsonNode questions = document.path(1);
        if (!lines.isArray() || !questions.isArray()) {
            throw new BadInputException(
                    "%s: the document is not %s; fix it, or write a JSON object for each question."
                            .formatted(place, SHAPE));
        }
        List<Row> rows = new ArrayList<>();
        for (JsonNode question : questions) {
            rows.add(row(lines, question, "%s, question %d".formatted(place, rows.size() + 1)));
        }
        return rows;
    }

    private static Row row(JsonNode lines, JsonNode question, String place) {
        if (!question.isObject()) {
            throw new BadInputException(
                    "%s is %s, not an object; each is {\"question\", \"choice\", \"answer\"}."
                            .formatted(place, JsonFields.kind(question)));
        }
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        fields.set("context", lines);
        question.properties().forEach(field -> fields.set(field.getKey(), field.getValue()));
        return Row.Fields.of(place, fields);
    }
}
