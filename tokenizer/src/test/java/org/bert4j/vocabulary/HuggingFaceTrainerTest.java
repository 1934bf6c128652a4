package org.bert4j.vocabulary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// 8,000 tokens of WikiText-2 (valid) and the English books, learned by Hugging Face's trainer and by ours. Runs where
/// BERT4J_ORACLE_PYTHON names a Python that has tokenizers 0.22, and the texts are there.
@EnabledIfEnvironmentVariable(named = "BERT4J_ORACLE_PYTHON", matches = ".+")
class HuggingFaceTrainerTest {
    private static final int SIZE = 8_000;
    private static final int RUNS = 4;
    private static final Path ROOT = Path.of(System.getProperty("bert4j.root", ".."));

    private static WordCounts words;
    private static List<List<String>> theirs;

    @BeforeAll
    static void learn() throws IOException, InterruptedException {
        Path data = ROOT.resolve("../shared/data/pretrain");
        Assumptions.assumeTrue(Files.isDirectory(data), () -> data + " is not there");
        List<Path> files = new ArrayList<>(List.of(data.resolve("wikitext-2/valid.txt")));
        try (Stream<Path> books = Files.list(data.resolve("books-en"))) {
            books.sorted().forEach(files::add);
        }
        theirs = ask(files);
        List<TextSource> texts = new ArrayList<>();
        for (Path file : files) {
            texts.add(Texts.of(Files.readAllLines(file)));
        }
        words =
                WordCounter.of(VocabularyOptions.DEFAULT.normalization())
                        .count(texts, VocabularyListener.SILENT);
    }

    private static List<List<String>> ask(List<Path> files)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(System.getenv("BERT4J_ORACLE_PYTHON"));
        command.add(ROOT.resolve("oracle/src/test/python/golden_vocabularies.py").toString());
        command.addAll(List.of(Integer.toString(SIZE), Integer.toString(RUNS)));
        files.forEach(file -> command.add(file.toString()));
        Process python =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String output = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, python.waitFor());
        List<List<String>> runs = new ArrayList<>();
        for (JsonNode run : new JsonMapper().readTree(output)) {
            runs.add(Golden.strings(run));
        }
        return runs;
    }

    private static List<String> learn(Alphabet alphabet) {
        return VocabularyLearner.learn(
                        words,
                        alphabet,
                        VocabularyOptions.DEFAULT.withSize(SIZE),
                        VocabularyListener.SILENT)
                .tokens();
    }

    @Test
    void inTheirOrderOfCharactersAllIdsAreTheirs() {
        for (List<String> run : theirs) {
            assertEquals(run, learn(Golden.alphabet(run)));
        }
    }

    /// Of 24 runs some had `##ho`, as ours, and most `##oe`, which ties with it; nothing else differed.
    @Test
    void inOurOrderAFewTiesFallDifferently() {
        List<String> ours = learn(Alphabet.of(words, VocabularyOptions.DEFAULT.limitAlphabet()));
        assertEquals(SIZE, ours.size());
        for (List<String> run : theirs) {
            Set<String> others = new HashSet<>(run);
            ours.forEach(others::remove);
            assertTrue(others.size() <= 10, others::toString);
        }
    }
}
