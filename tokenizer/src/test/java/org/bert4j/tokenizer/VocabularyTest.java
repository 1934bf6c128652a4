package org.bert4j.tokenizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class VocabularyTest {
    @TempDir Path directory;

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("vocab.txt"), content);
    }

    @Test
    void idsAreLineNumbersFromZero() throws IOException {
        Vocabulary vocabulary = Vocabulary.read(file("[PAD]\n[UNK]\nthe\n##s\n"));
        assertEquals(4, vocabulary.size());
        assertEquals(2, vocabulary.id("the"));
        assertEquals("##s", vocabulary.token(3));
        assertFalse(vocabulary.contains("of"));
    }

    @Test
    void linesOfWindowsAndTrailingBlanksAreRead() throws IOException {
        assertEquals(
                List.of("[UNK]", "the", "of"),
                tokens("[UNK]\r\nthe \r\nof", TokenizerMode.HF_FAST));
    }

    @Test
    void blanksAroundATokenAreReadAsEachReferenceDoes() throws IOException {
        assertEquals(List.of("[UNK]", " the"), tokens("[UNK]\n the \n", TokenizerMode.HF_FAST));
        assertEquals(List.of("[UNK]", " the "), tokens("[UNK]\n the \n", TokenizerMode.HF_SLOW));
        assertEquals(List.of("[UNK]", "the"), tokens("[UNK]\n the \n", TokenizerMode.GOOGLE));
    }

    private List<String> tokens(String content, TokenizerMode mode) throws IOException {
        return Vocabulary.read(file(content), mode).tokens();
    }

    @Test
    void aLineSeparatorIsATokenNotAnEndOfLine() throws IOException {
        Vocabulary vocabulary = Vocabulary.read(file("[UNK]\n\u2028\nthe\n"));
        assertEquals(3, vocabulary.size());
        assertEquals("\u2028", vocabulary.token(1));
    }

    @Test
    void ofEqualTokensTheLastHasTheId() {
        assertEquals(2, Vocabulary.of(List.of("[UNK]", "the", "the")).id("the"));
    }

    @Test
    void brokenFilesAreNamedInOneSentence() throws IOException {
        Path missing = directory.resolve("nothing.txt");
        assertEquals(
                "Vocabulary %s does not exist; check the path.".formatted(missing),
                refusal(missing));
        Path empty = file("");
        assertEquals(
                "Vocabulary %s is empty; put one token on each line.".formatted(empty),
                refusal(empty));
        Path binary = Files.write(directory.resolve("binary"), new byte[] {'a', (byte) 0xFF, 10});
        assertEquals(
                "Vocabulary %s is not UTF-8 text; convert it or get the file again."
                        .formatted(binary),
                refusal(binary));
    }

    private static String refusal(Path file) {
        return assertThrows(BadInputException.class, () -> Vocabulary.read(file)).getMessage();
    }

    @Test
    void anUnknownTokenOrIdIsNamed() {
        Vocabulary vocabulary = Vocabulary.of(List.of("[UNK]", "the"));
        assertEquals(
                "The vocabulary of 2 tokens has no \"of\"; use the model's own vocabulary.",
                assertThrows(BadInputException.class, () -> vocabulary.id("of")).getMessage());
        assertEquals(
                "Id 2 is outside the vocabulary of 2 tokens; use the model's own vocabulary.",
                assertThrows(BadInputException.class, () -> vocabulary.token(2)).getMessage());
    }
}
