package org.bert4j.checkpoint;

import org.bert4j.encoder.BertConfig;
import org.bert4j.layer.Activation;
import org.bert4j.tokenizer.BadInputException;

import tools.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `config.json` of a published checkpoint.
final class ConfigFile {
    static final String NAME = "config.json";

    /// What must not be kept when a model of another kind is saved from a checkpoint.
    private static final List<String> NOT_KEPT = List.of("torch_dtype", "dtype");

    private ConfigFile() {}

    /// @throws BadInputException if the file is missing, damaged, or not of a BERT this toolkit can run
    static BertConfig read(Path directory) {
        Path file = directory.resolve(NAME);
        JsonNode json = JsonFiles.readObject(file);
        requireBert(file, json);
        try {
            return config(file, json);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(
                    "%s: %s; mend the file or fetch it again.".formatted(file, e.getMessage()), e);
        }
    }

    private static BertConfig config(Path file, JsonNode json) {
        Map<String, Object> others = new LinkedHashMap<>(JsonFiles.toMap(json));
        NOT_KEPT.forEach(others::remove);
        Reader reader = new Reader(file, json, others);
        return new BertConfig(
                reader.integer("vocab_size"),
                reader.integer("hidden_size"),
                reader.integer("num_hidden_layers"),
                reader.integer("num_attention_heads"),
                reader.integer("intermediate_size"),
                Activation.named(reader.text("hidden_act", "gelu")),
                reader.number("hidden_dropout_prob", 0.1),
                reader.number("attention_probs_dropout_prob", 0.1),
                reader.integer("max_position_embeddings"),
                (int) reader.number("type_vocab_size", 2),
                reader.number("initializer_range", 0.02),
                reader.number("layer_norm_eps", 1e-12),
                others);
    }

    private static void requireBert(Path file, JsonNode json) {
        String type = json.path("model_type").asString("bert");
        if (!type.equals("bert")) {
            throw new BadInputException(
                    "%s describes a model of type \"%s\"; bert4j runs \"bert\": choose a BERT checkpoint."
                            .formatted(file, type));
        }
        String positions = json.path("position_embedding_type").asString("absolute");
        if (!positions.equals("absolute")) {
            throw new BadInputException(
                    "%s asks for %s position embeddings; bert4j runs \"absolute\": choose another checkpoint."
                            .formatted(file, positions));
        }
        if (json.path("is_decoder").asBoolean(false)) {
            throw new BadInputException(
                    "%s describes a decoder; bert4j runs encoders: choose another checkpoint."
                            .formatted(file));
        }
    }

    /// The whole file again: published names, the new architecture, and every other key the checkpoint came with.
    static void write(Path directory, BertConfig config, String architecture) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("architectures", List.of(architecture));
        json.put("model_type", "bert");
        json.put("vocab_size", config.vocabSize());
        json.put("hidden_size", config.hiddenSize());
        json.put("num_hidden_layers", config.layers());
        json.put("num_attention_heads", config.heads());
        json.put("intermediate_size", config.intermediateSize());
        json.put("hidden_act", config.activation().publishedName());
        json.put("hidden_dropout_prob", config.hiddenDropout());
        json.put("attention_probs_dropout_prob", config.attentionDropout());
        json.put("max_position_embeddings", config.maxPositions());
        json.put("type_vocab_size", config.typeVocabSize());
        json.put("initializer_range", config.initializerRange());
        json.put("layer_norm_eps", config.layerNormEpsilon());
        json.put("torch_dtype", "float32");
        config.others().forEach(json::putIfAbsent);
        JsonFiles.write(directory.resolve(NAME), json);
    }

    /// The class that a model was saved as; `BertModel` if it does not say.
    static String architecture(BertConfig config) {
        return config.others().get("architectures") instanceof List<?> named && !named.isEmpty()
                ? named.getFirst().toString()
                : "BertModel";
    }

    /// Reads keys, and takes each that it reads out of `others`.
    private record Reader(Path file, JsonNode json, Map<String, Object> others) {
        int integer(String key) {
            others.remove(key);
            JsonNode value = json.path(key);
            if (!value.isIntegralNumber() || !value.canConvertToInt()) {
                throw new IllegalArgumentException(
                        value.isMissingNode()
                                ? "\"%s\" is missing".formatted(key)
                                : "\"%s\" is %s, not a whole number".formatted(key, value));
            }
            return value.asInt();
        }

        double number(String key, double otherwise) {
            others.remove(key);
            JsonNode value = json.path(key);
            if (value.isMissingNode() || value.isNull()) {
                return otherwise;
            }
            if (!value.isNumber()) {
                throw new IllegalArgumentException(
                        "\"%s\" is %s, not a number".formatted(key, value));
            }
            return value.asDouble();
        }

        String text(String key, String otherwise) {
            others.remove(key);
            return json.path(key).asString(otherwise);
        }
    }
}
