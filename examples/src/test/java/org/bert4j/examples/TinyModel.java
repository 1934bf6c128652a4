package org.bert4j.examples;

import org.bert4j.checkpoint.ModelDirectory;
import org.bert4j.encoder.BertConfig;
import org.bert4j.encoder.BertEncoder;
import org.bert4j.layer.Activation;
import org.bert4j.layer.Parameters;
import org.bert4j.tokenizer.BertTokenizer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// A BERT that was never trained: two layers, sixteen wide, with room for windows of the usual length.
final class TinyModel {
    /// Its vocabulary has every Latin letter, so no word of the sample is unknown.
    private static final Path VOCABULARY =
            Path.of(System.getProperty("bert4j.root"))
                    .resolve("bert/src/test/resources/org/bert4j/checkpoint/tiny-qa");

    private TinyModel() {}

    static Path write(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        BertTokenizer tokenizer = BertTokenizer.load(VOCABULARY);
        BertConfig config = config(tokenizer.vocabulary().size());
        Parameters parameters = Parameters.random(1, config.initializerRange());
        new BertEncoder(parameters, config);
        ModelDirectory.fill(directory, "BertModel", config, tokenizer, parameters.byName());
        return directory;
    }

    private static BertConfig config(int vocabSize) {
        return new BertConfig(
                vocabSize, 16, 2, 4, 32, Activation.GELU, 0.1, 0.1, 512, 2, 0.02, 1e-12, Map.of());
    }
}
