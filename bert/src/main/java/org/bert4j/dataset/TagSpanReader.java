package org.bert4j.dataset;

import org.bert4j.tokenizer.BadInputException;
import org.bert4j.tokenizer.CodePoints;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Reads JSON lines with the places of entities, as CLUENER 2020 writes them: `{"text": "...",
/// "label": {"name": {"叶老桂": [[9, 11]]}}}`. Places count code points from 0, the last one included.
/// A line without `label` is not labelled.
final class TagSpanReader implements TagReader {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String ADVICE =
            "each line holds one JSON object such as {\"text\": \"Ann ran\", \"label\": {\"name\":"
                    + " {\"Ann\": [[0, 2]]}}}, the places counted from 0, both ends included";

    private final FileLines lines;

    TagSpanReader(FileLines lines) {
        this.lines = lines;
    }

    @Override
    public TaggedText next() {
        String line = lines.next();
        while (line != null && line.isBlank()) {
            line = lines.next();
        }
        return line == null ? null : text(new JsonFields(parse(line), lines.place(), ADVICE));
    }

    @Override
    public String placeOf(int tag) {
        return lines.place();
    }

    @Override
    public void close() {
        lines.close();
    }

    private TaggedText text(JsonFields fields) {
        String text = fields.string("text");
        TaggedText unlabelled = TaggedText.unlabelled(lines.place(), text);
        return fields.has("label")
                ? SpanTagger.tag(unlabelled, spans(text, fields.object().get("label")))
                : unlabelled;
    }

    private List<EntitySpan> spans(String text, JsonNode label) {
        CodePoints codePoints = CodePoints.of(text);
        List<EntitySpan> spans = new ArrayList<>();
        for (Map.Entry<String, JsonNode> type : properties(label, "label")) {
            String field = "label." + type.getKey();
            for (Map.Entry<String, JsonNode> entity : properties(type.getValue(), field)) {
                for (JsonNode place : entity.getValue()) {
                    EntitySpan span = span(type.getKey(), place, codePoints);
                    check(span, text, entity.getKey(), place);
                    spans.add(span);
                }
            }
        }
        return spans;
    }

    private Iterable<Map.Entry<String, JsonNode>> properties(JsonNode node, String field) {
        if (!node.isObject()) {
            throw fault("\"%s\" is %s, not an object".formatted(field, JsonFields.kind(node)));
        }
        return node.properties();
    }

    private EntitySpan span(String type, JsonNode place, CodePoints codePoints) {
        boolean pair = place.size() == 2 && place.get(0).isInt() && place.get(1).isInt();
        int first = pair ? place.get(0).intValue() : 0;
        int last = pair ? place.get(1).intValue() : -1;
        if (first < 0 || last < first || last >= codePoints.length()) {
            throw fault(
                    "%s is no place of \"%s\" in a text of %d characters"
                            .formatted(place, type, codePoints.length()));
        }
        return new EntitySpan(type, codePoints.toUtf16(first), codePoints.toUtf16(last + 1));
    }

    private void check(EntitySpan span, String text, String surface, JsonNode place) {
        if (!span.text(text).equals(surface)) {
            throw fault(
                    "the place %s of \"%s\" holds \"%s\", not \"%s\""
                            .formatted(place, span.type(), span.text(text), surface));
        }
    }

    private JsonNode parse(String line) {
        try {
            return MAPPER.readTree(line);
        } catch (JacksonException e) {
            throw fault("not valid JSON (%s)".formatted(JsonFaults.firstSentence(e)));
        }
    }

    private BadInputException fault(String what) {
        return new BadInputException("%s: %s; %s.".formatted(lines.place(), what, ADVICE));
    }
}
