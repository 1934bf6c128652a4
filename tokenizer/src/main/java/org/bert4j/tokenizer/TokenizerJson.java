package org.bert4j.tokenizer;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// A `tokenizer.json` as huggingface/tokenizers writes it for BERT. Anything else in it that would
/// give other tokens than BERT's is refused.
///
/// @param vocabulary all tokens, added ones included
/// @param options    mode hf-fast
record TokenizerJson(Vocabulary vocabulary, TokenizerOptions options) {
    private static final Set<String> KEYS =
            Set.of(
                    "version",
                    "truncation", // the caller's business, as padding is
                    "padding",
                    "added_tokens",
                    "normalizer",
                    "pre_tokenizer",
                    "post_processor",
                    "decoder", // does not change tokens
                    "model");
    private static final Set<String> MODEL_KEYS =
            Set.of(
                    "type",
                    "vocab",
                    "unk_token",
                    "continuing_subword_prefix",
                    "max_input_chars_per_word");
    private static final Set<String> NORMALIZER_KEYS =
            Set.of("type", "clean_text", "handle_chinese_chars", "strip_accents", "lowercase");

    static TokenizerJson read(Path file) {
        Words read = new Words();
        JsonFile json = JsonFile.read(file, bytes -> VocabularyCut.cut(bytes, read));
        json.requireKeysAmong(KEYS);
        requireType(json, "pre_tokenizer", "BertPreTokenizer").requireKeysAmong(Set.of("type"));

        JsonFile model = json.object("model");
        if (model.has("type")) { // files of 2020 have none
            requireType(json, "model", "WordPiece");
        }
        model.requireKeysAmong(MODEL_KEYS);
        model.requireIfPresent(
                "continuing_subword_prefix",
                StringNode.valueOf(TokenTrie.CONTINUATION_PREFIX),
                "only \"##\" is");

        Map<Integer, String> missing = new TreeMap<>();
        Vocabulary words = read.toVocabulary(model);
        List<AddedToken> added = addedTokens(json, words, missing);
        SpecialTokens specials =
                PostProcessor.specialTokens(
                        json, model.string("unk_token", SpecialTokens.STANDARD.unk()));
        return new TokenizerJson(words.withAdded(missing), options(json, model, specials, added));
    }

    /// The tokens at their ids. A token listed twice in the vocab.txt behind it leaves a gap.
    private static final class Words implements VocabularyCut.Entries {
        private String[] tokens = new String[1 << 15];
        private int size;

        @Override
        public void put(String token, int id) {
            if (id >= tokens.length) {
                tokens = Arrays.copyOf(tokens, Math.max(id + 1, 2 * tokens.length));
            }
            tokens[id] = token;
            size = Math.max(size, id + 1);
        }

        /// @param model with the entries that were not cut out
        /// @throws BadInputException if the model has no vocabulary, or one with other entries
        Vocabulary toVocabulary(JsonFile model) {
            JsonFile rest = model.object("vocab");
            rest.node().propertyNames().forEach(token -> put(token, rest.id(token)));
            for (int id = 0; id < size; id++) {
                tokens[id] = tokens[id] == null ? "" : tokens[id];
            }
            return Vocabulary.of(Arrays.asList(tokens).subList(0, size));
        }
    }

    private static TokenizerOptions options(
            JsonFile json, JsonFile model, SpecialTokens specials, List<AddedToken> added) {
        JsonFile normalizer = requireType(json, "normalizer", "BertNormalizer");
        normalizer.requireKeysAmong(NORMALIZER_KEYS);
        return new TokenizerOptions(
                TokenizerMode.HF_FAST,
                new Normalization(
                        normalizer.bool("lowercase", true),
                        accents(normalizer, "strip_accents"),
                        normalizer.bool("handle_chinese_chars", true),
                        normalizer.bool("clean_text", true)),
                model.integer("max_input_chars_per_word", TokenizerMode.HF_FAST.maxWordLength()),
                specials,
                added);
    }

    static Accents accents(JsonFile json, String key) {
        if (!json.hasValue(key)) {
            return Accents.AS_CASE;
        }
        return json.bool(key, false) ? Accents.REMOVE : Accents.KEEP;
    }

    private static JsonFile requireType(JsonFile json, String key, String type) {
        if (!json.hasValue(key)) {
            throw new BadInputException(
                    "%s has no \"%s\", but BERT needs a %s; this is not the tokenizer of a BERT model."
                            .formatted(json.name(), key, type));
        }
        JsonFile object = json.object(key);
        if (!object.string("type", "").equals(type)) {
            throw object.wrong(
                    "type",
                    "is not BERT's (%s); use the tokenizer of a BERT model".formatted(type));
        }
        return object;
    }

    /// @param missing receives the ids of tokens that only exist as added ones
    private static List<AddedToken> addedTokens(
            JsonFile json, Vocabulary words, Map<Integer, String> missing) {
        List<AddedToken> added = new ArrayList<>();
        if (!json.hasValue("added_tokens")) {
            return added;
        }
        for (JsonNode node : json.node().get("added_tokens")) {
            if (!(node instanceof ObjectNode object)) {
                throw json.wrong("added_tokens", "must be a list of objects");
            }
            JsonFile entry = new JsonFile(json.name() + ": added_tokens", object);
            AddedToken token = addedToken(entry);
            int id = entry.id("id");
            if (words.contains(token.content())) {
                words.requireId(token.content(), id, entry.name());
            } else {
                missing.put(id, token.content());
            }
            added.add(token);
        }
        return added;
    }

    static AddedToken addedToken(JsonFile entry) {
        if (entry.string("content", "").isEmpty()) {
            throw entry.wrong("content", "must be a token; get the file again");
        }
        return new AddedToken(
                entry.string("content", ""),
                entry.bool("single_word", false),
                entry.bool("lstrip", false),
                entry.bool("rstrip", false),
                entry.bool("normalized", !entry.bool("special", false)),
                entry.bool("special", false));
    }
}
