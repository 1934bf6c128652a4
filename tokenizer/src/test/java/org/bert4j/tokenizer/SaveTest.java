package org.bert4j.tokenizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// That transformers reads what is saved was checked by `oracle/src/test/python/saved_tokenizer.py`.
class SaveTest {
    @TempDir Path temporary;

    @ParameterizedTest
    @EnumSource
    void whatIsSavedIsLoadedAgain(TokenizerMode mode) {
        TokenizerOptions options =
                TokenizerOptions.CASED
                        .withMode(mode)
                        .withNormalization(
                                Normalization.CASED
                                        .withAccents(Accents.REMOVE)
                                        .withSpaceChinese(false))
                        .withAddedTokens(
                                List.of(
                                        AddedToken.special("[unused0]"),
                                        new AddedToken("cafe", true, true, false, false, false)));
        BertTokenizer tokenizer = BertTokenizer.of(TestFiles.vocabulary(), options);
        tokenizer.save(temporary);
        BertTokenizer loaded = BertTokenizer.load(temporary, mode);
        assertEquals(options, loaded.options());
        assertEquals(tokenizer.vocabulary().tokens(), loaded.vocabulary().tokens());
    }

    @Test
    void theVocabularyFileIsTheSameToTheByte() throws IOException {
        TestFiles.uncased().save(temporary);
        assertEquals(
                -1L, Files.mismatch(TestFiles.path("vocab.txt"), temporary.resolve("vocab.txt")));
    }

    @Test
    void otherEntriesOfTheConfigurationAreKept() throws IOException {
        Path model =
                TestFiles.directory(
                        temporary.resolve("model"),
                        "tokenizer_config.json",
                        "{\"model_max_length\": 77, \"do_lower_case\": false}");
        BertTokenizer.load(model).save(temporary.resolve("copy"));
        String config = Files.readString(temporary.resolve("copy/tokenizer_config.json"));
        assertTrue(config.contains("\"model_max_length\" : 77"));
        assertTrue(config.contains("\"do_lower_case\" : false"));
    }

    @Test
    void addedTokensStayOutsideTheVocabularyFile() throws IOException {
        Path model =
                TestFiles.directory(
                        temporary.resolve("model"), "added_tokens.json", "{\"covid\": 1356}");
        BertTokenizer.load(model).save(temporary.resolve("copy"));
        assertEquals(
                -1L,
                Files.mismatch(TestFiles.path("vocab.txt"), temporary.resolve("copy/vocab.txt")));
        BertTokenizer loaded = BertTokenizer.load(temporary.resolve("copy"));
        assertEquals("covid 1 ##9", TestFiles.join(loaded.tokenize("Covid19")));
        assertEquals(1357, loaded.vocabulary().size());
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "");
        BadInputException e =
                assertThrows(BadInputException.class, () -> TestFiles.uncased().save(file));
        assertTrue(e.getMessage().startsWith("The tokenizer cannot be written to " + file));
    }
}
