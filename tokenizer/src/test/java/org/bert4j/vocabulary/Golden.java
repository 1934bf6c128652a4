package org.bert4j.vocabulary;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What `golden_vocabularies.py` wrote; each file says how it was made.
final class Golden {
    private static final JsonMapper JSON = new JsonMapper();

    private Golden() {}

    static List<JsonNode> facts(String file) {
        List<JsonNode> facts = new ArrayList<>();
        json(file).get("facts").forEach(facts::add);
        return facts;
    }

    /// The lines of `english`, `chinese` or `odd`.
    static List<String> corpus(String name) {
        return name.equals("odd")
                ? strings(json("vocabularies.golden.json").get("odd"))
                : text(name + ".txt").lines().toList();
    }

    /// Texts that are hard to cut into words.
    static List<String> texts() {
        return strings(json("/org/bert4j/tokenizer/texts.json"));
    }

    static List<String> strings(JsonNode list) {
        List<String> strings = new ArrayList<>();
        list.forEach(node -> strings.add(node.stringValue()));
        return strings;
    }

    /// The characters of a vocabulary that was learned with BERT's special tokens, in its order.
    static Alphabet alphabet(List<String> tokens) {
        List<Integer> kept = new ArrayList<>();
        List<Integer> inside = new ArrayList<>();
        for (String token : tokens.subList(5, tokens.size())) {
            int length = token.codePointCount(0, token.length());
            if (length == 1) {
                kept.add(token.codePointAt(0));
            } else if (length == 3 && token.startsWith("##")) {
                inside.add(token.codePointAt(2));
            }
        }
        return new Alphabet(kept, inside, kept.size(), 1);
    }

    private static JsonNode json(String file) {
        return JSON.readTree(text(file));
    }

    private static String text(String file) {
        try (InputStream in = Golden.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
