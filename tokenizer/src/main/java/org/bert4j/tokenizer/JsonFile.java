package org.bert4j.tokenizer;

import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.UnaryOperator;

/// A JSON object and where it came from, so that every complaint can name file and key.
///
/// @param name how errors call it: the file, and the key of a nested object
record JsonFile(String name, ObjectNode node) {
    static JsonFile empty(Path file) {
        return new JsonFile(file.toString(), JsonTree.emptyObject());
    }

    static JsonFile readOrEmpty(Path file) {
        return Files.exists(file) ? read(file) : empty(file);
    }

    static JsonFile read(Path file) {
        return read(file, UnaryOperator.identity());
    }

    /// @param cut takes away what need not become part of the tree
    static JsonFile read(Path file, UnaryOperator<byte[]> cut) {
        try {
            JsonNode node = tree(Files.readAllBytes(file), cut);
            if (node instanceof ObjectNode object) {
                return new JsonFile(file.toString(), object);
            }
            throw new BadInputException(
                    "%s does not hold a JSON object; get the file again.".formatted(file));
        } catch (JacksonException e) {
            TokenStreamLocation place = e.getLocation();
            String line = place == null ? "" : ":" + place.getLineNr();
            throw new BadInputException(
                    "%s%s is not valid JSON (%s); get the file again."
                            .formatted(file, line, e.getOriginalMessage()),
                    e);
        } catch (IOException e) {
            throw new BadInputException(
                    "%s cannot be read (%s); check the file and its permissions."
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    private static JsonNode tree(byte[] json, UnaryOperator<byte[]> cut) {
        try {
            return JsonTree.read(cut.apply(json));
        } catch (JacksonException _) {
            return JsonTree.read(json); // complains of the line in the file
        }
    }

    /// @return false if the key is absent; a null counts as present
    boolean has(String key) {
        return node.has(key);
    }

    boolean hasValue(String key) {
        return node.hasNonNull(key);
    }

    JsonFile object(String key) {
        if (node.get(key) instanceof ObjectNode object) {
            return new JsonFile(name + ": " + key, object);
        }
        throw wrong(key, "must be an object");
    }

    boolean bool(String key, boolean otherwise) {
        if (!hasValue(key)) {
            return otherwise;
        }
        if (!node.get(key).isBoolean()) {
            throw wrong(key, "must be true or false");
        }
        return node.get(key).booleanValue();
    }

    String string(String key, String otherwise) {
        if (!hasValue(key)) {
            return otherwise;
        }
        if (!node.get(key).isString()) {
            throw wrong(key, "must be a string");
        }
        return node.get(key).stringValue();
    }

    int integer(String key, int otherwise) {
        if (!hasValue(key)) {
            return otherwise;
        }
        if (!node.get(key).isInt()) {
            throw wrong(key, "must be a whole number");
        }
        return node.get(key).intValue();
    }

    int id(String key) {
        int id = integer(key, -1);
        if (!Vocabulary.isId(id)) {
            throw wrong(key, "is not an id; get the file again");
        }
        return id;
    }

    /// Refuses keys nobody here knows: they might change the tokens.
    void requireKeysAmong(Set<String> known) {
        for (String key : node.propertyNames()) {
            if (!known.contains(key) && hasValue(key)) {
                throw new BadInputException(
                        ("%s: option \"%s\" is not known here and might change the tokens; remove"
                                        + " it if it does not matter.")
                                .formatted(name, key));
            }
        }
    }

    /// Refuses every value of `key` but one; absent and null are fine.
    void requireIfPresent(String key, JsonNode only, String remedy) {
        if (hasValue(key) && !node.get(key).equals(only)) {
            throw wrong(key, "is not supported; " + remedy);
        }
    }

    BadInputException wrong(String key, String complaint) {
        return new BadInputException(
                "%s: \"%s\" is %s, which %s."
                        .formatted(name, key, shortened(String.valueOf(node.get(key))), complaint));
    }

    private static String shortened(String value) {
        String line = value.replaceAll("\\s+", " ");
        return line.length() <= 60 ? line : line.substring(0, 57) + "...";
    }
}
