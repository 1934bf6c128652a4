package org.bert4j.dataset;

import org.bert4j.tokenizer.BadInputException;

import tools.jackson.databind.JsonNode;

/// Takes typed fields out of a JSON object, or says in one sentence which one is wrong and where.
///
/// @param object the JSON object
/// @param place file and place, such as `dev.json: data[3].paragraphs[0].qas[7]`
/// @param advice what to do about a field that is missing or of another type, a whole clause
record JsonFields(JsonNode object, String place, String advice) {

    String string(String name) {
        JsonNode value = required(name);
        if (!value.isString()) {
            throw wrongType(name, value, "a string");
        }
        return value.stringValue();
    }

    /// A name: most files write strings, COVID-QA writes numbers.
    String id(String name) {
        JsonNode value = required(name);
        if (!value.isString() && !value.isIntegralNumber()) {
            throw wrongType(name, value, "a string or a whole number");
        }
        return value.asString();
    }

    long integer(String name) {
        JsonNode value = required(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw wrongType(name, value, "a whole number");
        }
        return value.longValue();
    }

    boolean flag(String name) {
        JsonNode value = required(name);
        if (!value.isBoolean()) {
            throw wrongType(name, value, "true or false");
        }
        return value.booleanValue();
    }

    JsonNode array(String name) {
        JsonNode value = required(name);
        if (!value.isArray()) {
            throw wrongType(name, value, "an array");
        }
        return value;
    }

    boolean has(String name) {
        return object.hasNonNull(name);
    }

    private JsonNode required(String name) {
        if (!object.isObject()) {
            throw new BadInputException(
                    "%s is %s, not an object; %s.".formatted(place, kind(object), advice));
        }
        JsonNode value = object.get(name);
        if (value == null || value.isNull()) {
            throw new BadInputException("%s has no \"%s\"; %s.".formatted(place, name, advice));
        }
        return value;
    }

    private BadInputException wrongType(String name, JsonNode value, String wanted) {
        return new BadInputException(
                "%s: \"%s\" is %s, not %s; %s."
                        .formatted(place, name, kind(value), wanted, advice));
    }

    static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "an array";
            case OBJECT -> "an object";
            case STRING -> "a string";
            case NUMBER -> "the number " + node.asString();
            case BOOLEAN -> node.asString();
            case NULL, MISSING -> "null";
            case BINARY, POJO -> "something else";
        };
    }
}
