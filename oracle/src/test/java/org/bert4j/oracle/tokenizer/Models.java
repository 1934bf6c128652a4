package org.bert4j.oracle.tokenizer;

import org.bert4j.tokenizer.Accents;
import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.Normalization;
import org.bert4j.tokenizer.TokenizerOptions;
import org.bert4j.tokenizer.Vocabulary;
import org.junit.jupiter.api.Assumptions;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// The tokenizers that are compared. Those of published models need the shared data.
enum Models {
    SMALL_UNCASED(Normalization.UNCASED),
    SMALL_CASED(Normalization.CASED),
    SMALL_ACCENTED(Normalization.UNCASED.withAccents(Accents.KEEP)),
    SMALL_UNCLEAN(new Normalization(false, Accents.REMOVE, false, false)),
    BERT_BASE_UNCASED(Normalization.UNCASED),
    BERT_BASE_CASED(Normalization.CASED),
    BERT_BASE_CHINESE(Normalization.UNCASED),
    BERT_BASE_MULTILINGUAL_CASED(Normalization.CASED);

    private static final String TEST_FILES = "tokenizer/src/test/resources/org/bert4j/tokenizer";

    private final Normalization normalization;

    Models(Normalization normalization) {
        this.normalization = normalization;
    }

    /// Skips the test if the vocabulary is not there.
    BertTokenizer tokenizer() {
        return BertTokenizer.of(
                vocabulary(), TokenizerOptions.UNCASED.withNormalization(normalization));
    }

    Vocabulary vocabulary() {
        Path file =
                name().startsWith("SMALL")
                        ? testFile("vocab.txt")
                        : directory().resolve("vocab.txt");
        Assumptions.assumeTrue(Files.exists(file), () -> file + " is not there");
        return Vocabulary.read(file);
    }

    /// A file of the tokenizer module's own tests.
    static Path testFile(String name) {
        return SharedData.checkout().resolve(TEST_FILES).resolve(name);
    }

    /// Of a published model.
    Path directory() {
        String name = name().toLowerCase(Locale.ROOT).replace('_', '-');
        return SharedData.directory().resolve("vocab").resolve(name);
    }
}
