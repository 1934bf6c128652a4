package org.bert4j.oracle.tokenizer;

import org.bert4j.tokenizer.Accents;
import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.TokenizerOptions;
import org.bert4j.tokenizer.Vocabulary;
import org.junit.jupiter.api.Assumptions;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// The tokenizers that are compared. Those of published models need the shared data.
enum Models {
    SMALL_UNCASED(TokenizerOptions.UNCASED),
    SMALL_CASED(TokenizerOptions.CASED),
    SMALL_ACCENTED(TokenizerOptions.UNCASED.withAccents(Accents.KEEP)),
    SMALL_UNCLEAN(
            TokenizerOptions.CASED
                    .withAccents(Accents.REMOVE)
                    .withCleanText(false)
                    .withSpaceChinese(false)),
    BERT_BASE_UNCASED(TokenizerOptions.UNCASED),
    BERT_BASE_CASED(TokenizerOptions.CASED),
    BERT_BASE_CHINESE(TokenizerOptions.UNCASED),
    BERT_BASE_MULTILINGUAL_CASED(TokenizerOptions.CASED);

    private static final String TEST_FILES = "tokenizer/src/test/resources/org/bert4j/tokenizer";

    private final TokenizerOptions options;

    Models(TokenizerOptions options) {
        this.options = options;
    }

    /// Skips the test if the vocabulary is not there.
    BertTokenizer tokenizer() {
        return BertTokenizer.of(vocabulary(), options);
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
