package org.bert4j.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.dataset.Sha256;
import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.TokenizerOptions;
import org.bert4j.tokenizer.Vocabulary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

class KilledPreparationTest {
    private static final int DOCUMENTS = 400_000;

    @TempDir private Path directory;

    @Test
    void leavesNothingThatIsTakenForWhole() throws Exception {
        Path text = directory.resolve("text.txt");
        Path vocabulary = directory.resolve("vocab.txt");
        writeText(text);
        Files.writeString(
                vocabulary,
                "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\ndocument\n.\n1\n2\n##0\n##1\n##2\n");
        Path interrupted = directory.resolve("interrupted");
        killWhileItWrites(vocabulary, interrupted, text);
        assertTrue(entries(interrupted).getFirst().toString().endsWith(".part"));

        MappedTokenCorpus again = prepare(vocabulary, interrupted, text);
        MappedTokenCorpus whole = prepare(vocabulary, directory.resolve("whole"), text);
        assertEquals(DOCUMENTS, again.documents());
        assertEquals(
                Sha256.of(whole.directory().resolve(MappedTokenCorpus.TOKENS + "-000")),
                Sha256.of(again.directory().resolve(MappedTokenCorpus.TOKENS + "-000")));
    }

    private static void writeText(Path text) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(text)) {
            for (int document = 0; document < DOCUMENTS; document++) {
                out.append("Document ").append(Integer.toString(document)).append(".\n");
                out.append("Document document document.\n\n");
            }
        }
    }

    private static void killWhileItWrites(Path vocabulary, Path cache, Path text) throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                CorpusSpeed.class.getName(),
                                vocabulary.toString(),
                                cache.toString(),
                                "1",
                                text.toString())
                        .inheritIO()
                        .start();
        while (process.isAlive() && !hasTokens(cache)) {
            Thread.sleep(1);
        }
        process.destroyForcibly().waitFor();
    }

    private static boolean hasTokens(Path cache) throws IOException {
        return Files.exists(cache)
                && entries(cache).stream()
                        .anyMatch(part -> Files.exists(part.resolve("tokens-000")));
    }

    private static MappedTokenCorpus prepare(Path vocabulary, Path cache, Path text) {
        BertTokenizer tokenizer =
                BertTokenizer.of(Vocabulary.read(vocabulary), TokenizerOptions.UNCASED);
        return CorpusPreparation.of(List.of(text), tokenizer)
                .prepare(cache, 2, CorpusListener.SILENT);
    }

    private static List<Path> entries(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        }
    }
}
