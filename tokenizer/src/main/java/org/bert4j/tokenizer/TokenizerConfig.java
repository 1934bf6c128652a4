package org.bert4j.tokenizer;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `tokenizer_config.json`, with its older companions `special_tokens_map.json` and
/// `added_tokens.json`, as transformers 4.57 reads them.
final class TokenizerConfig {
    /// Options that change tokens, and are honoured or refused below.
    private static final Set<String> CHANGING =
            Set.of(
                    "tokenizer_class",
                    "do_lower_case",
                    "strip_accents",
                    "tokenize_chinese_chars",
                    "clean_text",
                    "do_basic_tokenize",
                    "do_split_on_punc",
                    "never_split",
                    "split_special_tokens",
                    "wordpieces_prefix",
                    "unk_token",
                    "sep_token",
                    "pad_token",
                    "cls_token",
                    "mask_token",
                    "bos_token",
                    "eos_token",
                    "additional_special_tokens",
                    "extra_special_tokens",
                    "added_tokens_decoder");

    private static final List<String> SINGLE_TOKENS =
            List.of(
                    "bos_token",
                    "eos_token",
                    "unk_token",
                    "sep_token",
                    "pad_token",
                    "cls_token",
                    "mask_token");

    private static final List<String> TOKEN_LISTS =
            List.of("additional_special_tokens", "extra_special_tokens");

    /// Options found in published files that do not change the tokens of a text.
    private static final Set<String> HARMLESS =
            Set.of(
                    "_commit_hash",
                    "add_special_tokens",
                    "auto_map",
                    "backend",
                    "chat_template",
                    "clean_up_tokenization_spaces",
                    "device_map",
                    "from_slow",
                    "full_tokenizer_file",
                    "init_inputs",
                    "is_local",
                    "language",
                    "legacy",
                    "local_files_only",
                    "max_len",
                    "max_length",
                    "model_input_names",
                    "model_max_length",
                    "model_specific_special_tokens",
                    "model_type",
                    "name_or_path",
                    "pad_to_multiple_of",
                    "pad_token_type_id",
                    "padding",
                    "padding_side",
                    "processor_class",
                    "return_attention_mask",
                    "return_token_type_ids",
                    "special_tokens_map_file",
                    "stride",
                    "tokenizer_file",
                    "transformers_version",
                    "truncation",
                    "truncation_side",
                    "truncation_strategy",
                    "trust_remote_code",
                    "use_fast",
                    "vocab_file",
                    "vocab_size");

    private static final Set<String> KNOWN =
            Stream.concat(CHANGING.stream(), HARMLESS.stream()).collect(Collectors.toSet());

    /// Classes of transformers that tokenize as BERT does, without `Fast`.
    private static final Set<String> CLASSES =
            Set.of(
                    "BertTokenizer",
                    "ConvBertTokenizer",
                    "DPRContextEncoderTokenizer",
                    "DPRQuestionEncoderTokenizer",
                    "DPRReaderTokenizer",
                    "DistilBertTokenizer",
                    "ElectraTokenizer",
                    "LayoutLMTokenizer",
                    "LxmertTokenizer",
                    "MobileBertTokenizer",
                    "PreTrainedTokenizer",
                    "RetriBertTokenizer",
                    "SqueezeBertTokenizer",
                    "TokenizersBackend");

    private final JsonFile config;
    private final JsonFile specialTokensMap;
    private final JsonFile addedTokensFile;

    private TokenizerConfig(JsonFile config, JsonFile specialTokensMap, JsonFile addedTokensFile) {
        this.config = config;
        this.specialTokensMap = specialTokensMap;
        this.addedTokensFile = addedTokensFile;
    }

    static TokenizerConfig read(Path directory) {
        JsonFile config = JsonFile.readOrEmpty(directory.resolve("tokenizer_config.json"));
        Path map = directory.resolve("special_tokens_map.json");
        Path added = directory.resolve("added_tokens.json");
        // Newer files say all this in added_tokens_decoder, and then it is the truth.
        boolean complete = config.hasValue("added_tokens_decoder");
        TokenizerConfig result =
                new TokenizerConfig(
                        config,
                        complete ? JsonFile.empty(map) : JsonFile.readOrEmpty(map),
                        complete ? JsonFile.empty(added) : JsonFile.readOrEmpty(added));
        result.refuseOtherTokenizers();
        return result;
    }

    ObjectNode node() {
        return config.node();
    }

    private void refuseOtherTokenizers() {
        config.requireKeysAmong(KNOWN);
        String name = config.string("tokenizer_class", "BertTokenizer");
        boolean fast = name.endsWith("Fast");
        if (!CLASSES.contains(fast ? name.substring(0, name.length() - "Fast".length()) : name)) {
            throw config.wrong("tokenizer_class", "does not tokenize as BERT; use a BERT model");
        }
        config.requireIfPresent("do_basic_tokenize", BooleanNode.TRUE, "only true is");
        config.requireIfPresent("do_split_on_punc", BooleanNode.TRUE, "only true is");
        config.requireIfPresent("split_special_tokens", BooleanNode.FALSE, "only false is");
        config.requireIfPresent(
                "wordpieces_prefix",
                StringNode.valueOf(TokenTrie.CONTINUATION_PREFIX),
                "only \"##\" is");
        if (config.hasValue("never_split") && !config.node().get("never_split").isEmpty()) {
            throw config.wrong(
                    "never_split", "is not supported; list the tokens as added tokens instead");
        }
    }

    /// What the configuration says goes before what was known so far.
    TokenizerOptions override(TokenizerOptions options) {
        config.requireIfPresent(
                "clean_text",
                BooleanNode.valueOf(options.normalization().cleanText()),
                "set it in the normalizer of tokenizer.json");
        TokenizerOptions result = options.withSpecialTokens(specialTokens(options.specialTokens()));
        // For a PreTrainedTokenizerFast everything of this kind is in tokenizer.json.
        return config.string("tokenizer_class", "").startsWith("PreTrained")
                ? result
                : result.withNormalization(normalization(options.normalization()));
    }

    private Normalization normalization(Normalization otherwise) {
        return new Normalization(
                config.bool("do_lower_case", otherwise.lowerCase()),
                config.has("strip_accents")
                        ? TokenizerJson.accents(config, "strip_accents")
                        : otherwise.accents(),
                config.bool("tokenize_chinese_chars", otherwise.spaceChinese()),
                otherwise.cleanText());
    }

    private SpecialTokens specialTokens(SpecialTokens otherwise) {
        return new SpecialTokens(
                name("pad_token", otherwise.pad()),
                name("unk_token", otherwise.unk()),
                name("cls_token", otherwise.cls()),
                name("sep_token", otherwise.sep()),
                name("mask_token", otherwise.mask()));
    }

    private String name(String key, String otherwise) {
        JsonFile file = specialTokensMap.hasValue(key) ? specialTokensMap : config;
        return file.hasValue(key) ? token(file, key, file.node().get(key)).content() : otherwise;
    }

    /// An added token, and its id or null if the file gives none.
    record Added(AddedToken token, Integer id) {}

    /// Added tokens in the order in which they get an id; of equal ones the first counts.
    List<Added> addedTokens() {
        List<Added> added = new ArrayList<>();
        if (config.hasValue("added_tokens_decoder")) {
            JsonFile decoder = config.object("added_tokens_decoder");
            for (Map.Entry<String, JsonNode> entry : decoder.node().properties()) {
                added.add(new Added(decoded(decoder, entry.getKey()), id(entry, decoder)));
            }
        }
        List<AddedToken> specials = specials();
        List<String> specialNames = specials.stream().map(AddedToken::content).toList();
        for (String key : addedTokensFile.node().propertyNames()) {
            boolean special = specialNames.contains(key);
            AddedToken token = new AddedToken(key, false, false, false, !special, special);
            added.add(new Added(token, addedTokensFile.id(key)));
        }
        specials.forEach(token -> added.add(new Added(token, null)));
        return added;
    }

    private static AddedToken decoded(JsonFile decoder, String key) {
        return TokenizerJson.addedToken(decoder.object(key));
    }

    private static int id(Map.Entry<String, JsonNode> entry, JsonFile decoder) {
        String key = entry.getKey();
        boolean number =
                !key.isEmpty()
                        && key.length() <= 8
                        && key.chars().allMatch(c -> c >= '0' && c <= '9');
        int id = number ? Integer.parseInt(key) : -1;
        if (!Vocabulary.isId(id)) {
            throw decoder.wrong(key, "should have an id as its key; get the file again");
        }
        return id;
    }

    /// The special tokens that are named; the five of BERT may have flags here.
    private List<AddedToken> specials() {
        List<AddedToken> tokens = new ArrayList<>();
        for (JsonFile file : List.of(specialTokensMap, config)) {
            for (String key : SINGLE_TOKENS) {
                if (file.hasValue(key)) {
                    tokens.add(token(file, key, file.node().get(key)));
                }
            }
            for (String key : TOKEN_LISTS) {
                if (file.hasValue(key)) {
                    file.node().get(key).forEach(node -> tokens.add(token(file, key, node)));
                }
            }
        }
        return tokens;
    }

    /// A special token is written as a string, or as an object with its flags.
    private static AddedToken token(JsonFile file, String key, JsonNode node) {
        if (node.isString() && !node.stringValue().isEmpty()) {
            return AddedToken.special(node.stringValue());
        }
        if (node instanceof ObjectNode object && object.path("content").isString()) {
            object.put("special", true);
            return TokenizerJson.addedToken(new JsonFile(file.name() + ": " + key, object));
        }
        throw file.wrong(key, "is not a token; write it as a string");
    }
}
