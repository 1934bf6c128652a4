package org.bert4j.tokenizer;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Writes a tokenizer as the files that Python's transformers 4.57 reads.
final class TokenizerWriter {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Vocabulary vocabulary;
    private final TokenizerOptions options;
    private final Normalization normalization;
    private final List<AddedToken> added;
    private final TokenizerFiles files;

    TokenizerWriter(BertTokenizer tokenizer, TokenizerFiles files) {
        this.vocabulary = tokenizer.vocabulary();
        this.options = tokenizer.options();
        this.normalization = options.normalization();
        this.added = new ArrayList<>(tokenizer.allAddedTokens());
        this.added.sort(Comparator.comparingInt(token -> vocabulary.id(token.content())));
        this.files = files;
    }

    void write(Path directory) {
        try {
            Files.createDirectories(directory);
            writeVocabulary(directory.resolve(TokenizerFiles.VOCABULARY));
            writeJson(directory.resolve(TokenizerFiles.TOKENIZER), tokenizer());
            writeJson(directory.resolve("tokenizer_config.json"), config());
            writeJson(directory.resolve("special_tokens_map.json"), specialTokensMap());
        } catch (IOException e) {
            throw new BadInputException(
                    "The tokenizer cannot be written to %s (%s); check space and permissions."
                            .formatted(directory, e.getMessage()),
                    e);
        }
    }

    private void writeVocabulary(Path file) throws IOException {
        List<String> words = vocabulary.tokens().subList(0, vocabulary.modelSize());
        Files.writeString(file, String.join("\n", words) + "\n");
    }

    private static void writeJson(Path file, ObjectNode node) throws IOException {
        Files.write(file, MAPPER.writeValueAsBytes(node));
    }

    private static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    private ObjectNode tokenizer() {
        ObjectNode root = object();
        root.put("version", "1.0").putNull("truncation").putNull("padding");
        ArrayNode addedTokens = root.putArray("added_tokens");
        for (AddedToken token : added) {
            ObjectNode entry = object().put("id", vocabulary.id(token.content()));
            addedTokens.add(entry.setAll(flags(token)));
        }
        root.putObject("normalizer")
                .put("type", "BertNormalizer")
                .put("clean_text", normalization.cleanText())
                .put("handle_chinese_chars", normalization.spaceChinese())
                .put("strip_accents", stripAccents())
                .put("lowercase", normalization.lowerCase());
        root.putObject("pre_tokenizer").put("type", "BertPreTokenizer");
        root.set("post_processor", postProcessor());
        root.putObject("decoder")
                .put("type", "WordPiece")
                .put("prefix", TokenTrie.CONTINUATION_PREFIX)
                .put("cleanup", true);
        root.set("model", model());
        return root;
    }

    private ObjectNode model() {
        ObjectNode model = object();
        model.put("type", "WordPiece")
                .put("unk_token", options.specialTokens().unk())
                .put("continuing_subword_prefix", TokenTrie.CONTINUATION_PREFIX)
                .put("max_input_chars_per_word", options.maxWordLength());
        ObjectNode vocab = model.putObject("vocab");
        for (int id = 0; id < vocabulary.modelSize(); id++) {
            if (!vocabulary.token(id).isEmpty()) {
                vocab.put(vocabulary.token(id), id);
            }
        }
        return model;
    }

    private ObjectNode postProcessor() {
        String cls = options.specialTokens().cls();
        String sep = options.specialTokens().sep();
        ObjectNode processor = object().put("type", "TemplateProcessing");
        ArrayNode single = processor.putArray("single");
        single.add(templatePart("SpecialToken", cls, 0));
        single.add(templatePart("Sequence", "A", 0));
        single.add(templatePart("SpecialToken", sep, 0));
        ArrayNode pair = processor.putArray("pair").addAll(single);
        pair.add(templatePart("Sequence", "B", 1));
        pair.add(templatePart("SpecialToken", sep, 1));
        ObjectNode specials = processor.putObject("special_tokens");
        for (String token : List.of(cls, sep)) {
            ObjectNode special = specials.putObject(token).put("id", token);
            special.putArray("ids").add(vocabulary.id(token));
            special.putArray("tokens").add(token);
        }
        return processor;
    }

    private static ObjectNode templatePart(String kind, String id, int typeId) {
        ObjectNode part = object();
        part.putObject(kind).put("id", id).put("type_id", typeId);
        return part;
    }

    private ObjectNode config() {
        ObjectNode config = files.config().deepCopy();
        ObjectNode decoder = config.putObject("added_tokens_decoder");
        for (AddedToken token : added) {
            decoder.set(Integer.toString(vocabulary.id(token.content())), flags(token));
        }
        config.put("do_lower_case", normalization.lowerCase())
                .put("strip_accents", stripAccents())
                .put("tokenize_chinese_chars", normalization.spaceChinese())
                .put("tokenizer_class", "BertTokenizer");
        return config.setAll(specialTokensMap());
    }

    private ObjectNode specialTokensMap() {
        SpecialTokens names = options.specialTokens();
        ObjectNode map = object();
        map.put("cls_token", names.cls())
                .put("mask_token", names.mask())
                .put("pad_token", names.pad())
                .put("sep_token", names.sep())
                .put("unk_token", names.unk());
        ArrayNode others = MAPPER.createArrayNode();
        added.stream()
                .filter(token -> token.special() && !names.all().contains(token.content()))
                .forEach(token -> others.add(token.content()));
        if (!others.isEmpty()) {
            map.set("additional_special_tokens", others);
        }
        return map;
    }

    private static ObjectNode flags(AddedToken token) {
        return object().put("content", token.content())
                .put("lstrip", token.leftStrip())
                .put("normalized", token.normalized())
                .put("rstrip", token.rightStrip())
                .put("single_word", token.singleWord())
                .put("special", token.special());
    }

    private Boolean stripAccents() {
        return switch (normalization.accents()) {
            case AS_CASE -> null;
            case REMOVE -> true;
            case KEEP -> false;
        };
    }
}
