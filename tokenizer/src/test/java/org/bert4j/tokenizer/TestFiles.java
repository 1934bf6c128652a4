package org.bert4j.tokenizer;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The small vocabulary of the tests: 1,356 tokens of our own choice, from many scripts.
final class TestFiles {
    private TestFiles() {}

    static Path path(String resource) {
        try {
            return Path.of(TestFiles.class.getResource(resource).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static InputStream open(String resource) {
        return TestFiles.class.getResourceAsStream(resource);
    }

    static Vocabulary vocabulary() {
        return Vocabulary.read(path("vocab.txt"));
    }

    static BertTokenizer uncased() {
        return BertTokenizer.of(vocabulary(), TokenizerOptions.UNCASED);
    }

    static BertTokenizer cased() {
        return BertTokenizer.of(vocabulary(), TokenizerOptions.CASED);
    }

    /// Puts the small vocabulary and other files into a directory.
    static Path directory(Path directory, String... namesAndContents) throws IOException {
        Files.createDirectories(directory);
        Files.copy(path("vocab.txt"), directory.resolve("vocab.txt"));
        for (int i = 0; i < namesAndContents.length; i += 2) {
            Files.writeString(directory.resolve(namesAndContents[i]), namesAndContents[i + 1]);
        }
        return directory;
    }

    /// The tokens, joined by blanks.
    static String join(Tokens tokens) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < tokens.size(); i++) {
            text.append(i == 0 ? "" : " ").append(tokens.token(i));
        }
        return text.toString();
    }

    /// Each token with the piece of the text it came from: `cafe<Café>`.
    static String joinWithSources(Tokens tokens) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < tokens.size(); i++) {
            text.append(i == 0 ? "" : " ").append(tokens.token(i));
            text.append('<').append(tokens.slice(i, i)).append('>');
        }
        return text.toString();
    }
}
