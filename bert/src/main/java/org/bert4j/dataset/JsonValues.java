package org.bert4j.dataset;

import org.bert4j.tokenizer.BadInputException;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonParser.NumberType;
import tools.jackson.core.JsonToken;

import java.util.function.Supplier;

/// Takes typed values out of a stream of JSON, where [JsonFields] takes them out of a tree, and says the same in one
/// sentence if one is wrong. The parser stands at the value.
///
/// A value that is `null` counts as missing, and so does one that never came: ask with [#require] at the object's end.
///
/// @param place  where the parser stands: file and place, such as `dev.json: data[3].paragraphs[0].qas[7]`
/// @param advice what to do about a field that is missing or of another type, a whole clause
record JsonValues(JsonParser json, Supplier<String> place, String advice) {

    /// Enters an object.
    void requireObject() {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw new BadInputException(
                    "%s is %s, not an object; %s.".formatted(place.get(), kind(), advice));
        }
    }

    String string() {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            return json.getString();
        }
        return missing("a string");
    }

    /// A name: most files write strings, COVID-QA writes numbers.
    String id() {
        return switch (json.currentToken()) {
            case VALUE_STRING, VALUE_NUMBER_INT -> json.getString();
            default -> missing("a string or a whole number");
        };
    }

    Long integer() {
        if (json.currentToken() == JsonToken.VALUE_NUMBER_INT
                && json.getNumberType() != NumberType.BIG_INTEGER) {
            return json.getLongValue();
        }
        return missing("a whole number");
    }

    Boolean flag() {
        return switch (json.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> missing("true or false");
        };
    }

    /// Enters an array.
    ///
    /// @return false if it is missing
    boolean entersArray() {
        return json.currentToken() == JsonToken.START_ARRAY || missing("an array") != null;
    }

    /// @throws BadInputException if the object has no such field
    <T> T require(T value, String name) {
        if (value == null) {
            throw new BadInputException(
                    "%s has no \"%s\"; %s.".formatted(place.get(), name, advice));
        }
        return value;
    }

    private <T> T missing(String wanted) {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        throw new BadInputException(
                "%s: \"%s\" is %s, not %s; %s."
                        .formatted(place.get(), json.currentName(), kind(), wanted, advice));
    }

    private String kind() {
        return switch (json.currentToken()) {
            case START_ARRAY -> "an array";
            case START_OBJECT -> "an object";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "the number " + json.getString();
            case VALUE_TRUE, VALUE_FALSE -> json.getString();
            default -> "null";
        };
    }
}
