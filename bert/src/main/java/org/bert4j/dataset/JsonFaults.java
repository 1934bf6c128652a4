package org.bert4j.dataset;

import org.bert4j.tokenizer.BadInputException;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;

/// Words for broken JSON.
final class JsonFaults {
    private JsonFaults() {}

    /// @param place how far reading had come, such as `data[3].paragraphs[0]`, or ""
    static BadInputException explain(String file, String place, JacksonException fault) {
        if (fault instanceof JacksonIOException) {
            return new BadInputException(
                    "%s cannot be read (%s); check the file and the disk."
                            .formatted(file, fault.getOriginalMessage()),
                    fault);
        }
        TokenStreamLocation at = fault.getLocation();
        String line =
                at == null
                        ? ""
                        : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
        String where = place.isEmpty() ? line : "%s, in %s".formatted(line, place);
        return new BadInputException(
                "%s is not valid JSON%s (%s); it may be cut off or damaged: fetch it again."
                        .formatted(file, where, firstSentence(fault)),
                fault);
    }

    static String describe(JsonToken token) {
        return switch (token) {
            case null -> "nothing";
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "true or false";
            case VALUE_NULL -> "null";
            default -> "something else";
        };
    }

    static String firstSentence(JacksonException fault) {
        String message = fault.getOriginalMessage();
        int end = message.indexOf('\n');
        String line = end < 0 ? message : message.substring(0, end);
        return line.strip().replaceAll("[.:;]$", "");
    }
}
