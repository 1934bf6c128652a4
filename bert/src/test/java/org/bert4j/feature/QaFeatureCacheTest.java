package org.bert4j.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.dataset.BoundedDirectory;
import org.bert4j.dataset.QaFiles;
import org.bert4j.dataset.SharedData;
import org.bert4j.tokenizer.BadInputException;
import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.Normalization;
import org.bert4j.tokenizer.TokenizerOptions;
import org.bert4j.tokenizer.Vocabulary;
import org.bert4j.tokenizer.WindowStride;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class QaFeatureCacheTest {
    /// Answers at both edges of a context, beyond ASCII, in several windows and in none; questions cut and unanswerable.
    private static final Path SAMPLE = GoldenFeaturesTest.path("sample.json");

    private static final QaFeatureOptions STEP =
            new QaFeatureOptions(24, new WindowStride.Step(5), 8);
    private static final QaFeatureOptions OVERLAP =
            new QaFeatureOptions(24, new WindowStride.Overlap(5), 8);
    private static final int LAST_ID_OF_TWO_BYTES = 65_535;

    @TempDir private Path directory;

    static List<QaFeatureOptions> ways() {
        return List.of(STEP, OVERLAP);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void storedFeaturesOfTheSampleEqualFreshOnes(QaFeatureOptions options) {
        assertStoredEqualFresh(new QaFeaturizer(tokenizer(vocabulary()), options), SAMPLE);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "squad/dev-v2.0.part-a.json, bert-base-uncased",
        "squad/train-v1.1.part.json, bert-base-uncased",
        "cmrc2018/cmrc2018_dev.part-a.json, bert-base-chinese",
        "drcd/DRCD_dev.json, bert-base-chinese",
        "xquad/xquad.zh.part-a.json, bert-base-multilingual-cased",
    })
    void storedFeaturesOfPublicFilesEqualFreshOnes(String file, String vocabulary) {
        Path vocab = SharedData.file("vocab/" + vocabulary + "/vocab.txt");
        BertTokenizer tokenizer = tokenizer(Vocabulary.read(vocab));
        for (var options : List.of(QaFeatureOptions.GOOGLE, QaFeatureOptions.RUN_QA)) {
            assertStoredEqualFresh(new QaFeaturizer(tokenizer, options), SharedData.file(file));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {LAST_ID_OF_TWO_BYTES, LAST_ID_OF_TWO_BYTES + 1})
    void idsAreKeptWholeInLargeVocabularies(int lastId) {
        List<String> tokens = new ArrayList<>(vocabulary().tokens());
        tokens.remove("the");
        while (tokens.size() < lastId) {
            tokens.add("unused" + tokens.size());
        }
        tokens.add("the");
        QaFeaturizer featurizer = new QaFeaturizer(tokenizer(Vocabulary.of(tokens)), STEP);
        assertStoredEqualFresh(featurizer, SAMPLE);
        QaFeatures stored = cache().training(featurizer, List.of(SAMPLE));
        IntStream ids =
                IntStream.range(0, stored.size())
                        .flatMap(i -> IntStream.of(stored.get(i).inputIds()));
        assertEquals(lastId, ids.max().orElseThrow());
    }

    private void assertStoredEqualFresh(QaFeaturizer featurizer, Path file) {
        List<QaFeature> fresh = new ArrayList<>();
        QaFeatures made = cache().training(featurizer, List.of(file));
        try (QaFiles paragraphs = QaFiles.open(List.of(file));
                QaFeatureStream questions = featurizer.trainingStream(paragraphs, 2)) {
            questions.forEachRemaining(question -> fresh.addAll(question.features()));
            assertEquals(questions.report(), made.report());
        }
        assertEquals(
                fresh.stream().anyMatch(feature -> feature.example().impossible()),
                made.hasImpossible());
        assertEqual(fresh, made);
        assertEqual(fresh, found(featurizer, file));
    }

    private static void assertEqual(List<QaFeature> fresh, QaFeatures stored) {
        assertEquals(fresh.size(), stored.size());
        for (int i = 0; i < fresh.size(); i++) {
            String which = "feature " + i;
            assertEquals(fresh.get(i).length(), stored.get(i).length(), which);
            assertArrayEquals(fresh.get(i).inputIds(), stored.get(i).inputIds(), which);
            assertArrayEquals(fresh.get(i).tokenTypeIds(), stored.get(i).tokenTypeIds(), which);
            assertEquals(fresh.get(i).startPosition(), stored.get(i).startPosition(), which);
            assertEquals(fresh.get(i).endPosition(), stored.get(i).endPosition(), which);
        }
        assertThrows(IndexOutOfBoundsException.class, () -> stored.get(stored.size()));
    }

    @Test
    void limitedAndChosenParagraphsGiveThoseFeaturesOnly() {
        QaFeaturizer featurizer = sampleFeaturizer();
        List<QaFeature> fresh = new ArrayList<>();
        try (QaFiles paragraphs = QaFiles.open(List.of(SAMPLE), p -> p.examples().size() > 1);
                QaFeatureStream questions = featurizer.trainingStream(paragraphs, 2)) {
            for (int i = 0; i < 4; i++) {
                fresh.addAll(questions.next().features());
            }
        }
        QaFeatures some =
                cache().training(
                                featurizer,
                                "four",
                                () ->
                                        QaFiles.open(
                                                List.of(SAMPLE), p -> p.examples().size() > 1, 4));
        assertEqual(fresh, some);
        assertEquals(4, some.report().examples());
    }

    @Test
    void anotherOptionTokenizerOrFileIsAnotherCache() throws IOException {
        Path copy = Files.copy(SAMPLE, directory.resolve("copy.json"));
        List<QaFeaturizer> different =
                List.of(
                        sampleFeaturizer(),
                        new QaFeaturizer(tokenizer(vocabulary()), OVERLAP),
                        new QaFeaturizer(tokenizer(vocabulary()), STEP.withMaxLength(25)),
                        new QaFeaturizer(tokenizer(vocabulary()), STEP.withMaxQuestionLength(7)),
                        new QaFeaturizer(tokenizer(vocabulary("##zzz")), STEP),
                        new QaFeaturizer(
                                BertTokenizer.of(
                                        vocabulary(),
                                        TokenizerOptions.UNCASED.withNormalization(
                                                Normalization.UNCASED.withCleanText(false))),
                                STEP));
        for (int i = 0; i < different.size(); i++) {
            cache().training(different.get(i), List.of(SAMPLE));
            found(different.get(i), copy); // the name of a file does not matter
            assertEquals(i + 1, files().size());
        }
        Files.writeString(copy, Files.readString(copy) + " ");
        cache().training(sampleFeaturizer(), List.of(copy));
        assertEquals(different.size() + 1, files().size());
        cache().training(sampleFeaturizer(), List.of(SAMPLE, renamed()));
        cache().training(sampleFeaturizer(), List.of(renamed(), SAMPLE));
        assertEquals(different.size() + 3, files().size());
    }

    /// The sample with other question ids, since ids must not repeat in one file only.
    private Path renamed() throws IOException {
        String json = Files.readString(SAMPLE).replace("\"id\": \"", "\"id\": \"x");
        return Files.writeString(directory.resolve("renamed.json"), json);
    }

    static List<String> damages() {
        return List.of(
                "empty",
                "header only",
                "half",
                "a byte less",
                "a byte more",
                "a bit of the table",
                "a bit of the header",
                "text");
    }

    @ParameterizedTest
    @MethodSource("damages")
    void aFileThatIsNotWholeIsMadeAgain(String damage) throws IOException {
        cache().training(sampleFeaturizer(), List.of(SAMPLE));
        Path file = files().getFirst();
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, damaged(whole.clone(), damage));
        assertStoredEqualFresh(sampleFeaturizer(), SAMPLE);
        assertArrayEquals(whole, Files.readAllBytes(file));
        assertEquals(List.of(file), files());
    }

    private static byte[] damaged(byte[] whole, String damage) {
        return switch (damage) {
            case "empty" -> new byte[0];
            case "header only" -> Arrays.copyOf(whole, QaFeatureHeader.BYTES);
            case "half" -> Arrays.copyOf(whole, whole.length / 2);
            case "a byte less" -> Arrays.copyOf(whole, whole.length - 1);
            case "a byte more" -> Arrays.copyOf(whole, whole.length + 1);
            case "a bit of the table" -> changed(whole, whole.length - 9);
            case "a bit of the header" -> changed(whole, clsIdAt(whole));
            default -> "some other file\n".repeat(1000).getBytes();
        };
    }

    private static byte[] changed(byte[] bytes, int index) {
        bytes[index] ^= 4;
        return bytes;
    }

    /// The four numbers behind five texts, each with its length before it.
    private static int clsIdAt(byte[] header) {
        int at = 0;
        for (int text = 0; text < 5; text++) {
            at += 2 + (header[at] & 255) * 256 + (header[at + 1] & 255);
        }
        return at + 3; // the lowest byte
    }

    @Test
    void threadsThatMakeTheSameFileAtOnceAllGetIt() throws Exception {
        QaFeaturizer featurizer = sampleFeaturizer();
        int threads = 4;
        CyclicBarrier start = new CyclicBarrier(threads);
        Callable<QaFeatures> make =
                () -> {
                    start.await();
                    return cache().training(featurizer, List.of(SAMPLE));
                };
        try (var pool = Executors.newFixedThreadPool(threads)) {
            for (var features :
                    pool.invokeAll(IntStream.range(0, threads).mapToObj(_ -> make).toList())) {
                assertEquals(found(featurizer, SAMPLE).report(), features.get().report());
            }
        }
        assertEquals(1, files().size());
        assertStoredEqualFresh(featurizer, SAMPLE);
    }

    @Test
    void processesThatMakeTheSameFileAtOnceAllGetIt() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-Xmx64m",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    FeatureSpeed.class.getName(),
                                    "google",
                                    GoldenFeaturesTest.path("sample-vocab.txt").toString(),
                                    directory.resolve("cache").toString(),
                                    SAMPLE.toString())
                            .inheritIO()
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start());
        }
        for (Process process : processes) {
            assertEquals(0, process.waitFor());
        }
        assertEquals(1, files().size());
        assertStoredEqualFresh(
                new QaFeaturizer(tokenizer(vocabulary()), QaFeatureOptions.GOOGLE), SAMPLE);
    }

    @Test
    void badDataLeaveNothingBehind() throws IOException {
        String json = Files.readString(SAMPLE);
        Path cut = directory.resolve("cut.json");
        Files.writeString(cut, json.substring(0, json.length() / 2));
        assertThrows(
                BadInputException.class, () -> cache().training(sampleFeaturizer(), List.of(cut)));
        assertEquals(List.of(), files());
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        QaFeatureCache cache = new QaFeatureCache(file.resolve("cache"), 2);
        var e =
                assertThrows(
                        BadInputException.class,
                        () -> cache.training(sampleFeaturizer(), List.of(SAMPLE)));
        assertTrue(e.getMessage().startsWith("Cannot write the cache " + file), e.getMessage());
        assertTrue(e.getMessage().endsWith("set BERT4J_HOME to another place."), e.getMessage());
    }

    @Test
    void whatWasNotUsedForTheLongestTimeGoesFirst() throws IOException {
        QaFeaturizer first = sampleFeaturizer();
        QaFeaturizer second = new QaFeaturizer(tokenizer(vocabulary()), OVERLAP);
        cache().training(first, List.of(SAMPLE));
        Path older = files().getFirst();
        cache().training(second, List.of(SAMPLE));
        found(first, SAMPLE); // now it was used later than the other
        long bytes = Files.size(older);
        new BoundedDirectory(directory.resolve("cache"), bytes).trim(directory.resolve("none"));
        assertEquals(List.of(older), files());
    }

    @Test
    void whatAKilledProcessLeftGoesAfterADay() throws IOException {
        Path cache = Files.createDirectories(directory.resolve("cache"));
        Path yesterdays = Files.createFile(cache.resolve("qa-1.part"));
        Path present = Files.write(cache.resolve("qa-2.part.table"), new byte[9]);
        Instant longAgo = Instant.now().minus(Duration.ofHours(25));
        Files.setLastModifiedTime(yesterdays, FileTime.from(longAgo));
        new BoundedDirectory(cache, 0).trim(cache.resolve("none"));
        assertEquals(List.of(present), files());
    }

    private QaFeatureCache cache() {
        return new QaFeatureCache(directory.resolve("cache"), 2);
    }

    /// Features that are there and are not made.
    private QaFeatures found(QaFeaturizer featurizer, Path file) {
        try {
            List<Path> before = files();
            List<Object> times = before.stream().map(QaFeatureCacheTest::identity).toList();
            QaFeatures found = cache().training(featurizer, List.of(file));
            assertEquals(times, files().stream().map(QaFeatureCacheTest::identity).toList());
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object identity(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> files() throws IOException {
        Path cache = directory.resolve("cache");
        if (!Files.exists(cache)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(cache)) {
            return files.sorted().toList();
        }
    }

    private static QaFeaturizer sampleFeaturizer() {
        return new QaFeaturizer(tokenizer(vocabulary()), STEP);
    }

    private static BertTokenizer tokenizer(Vocabulary vocabulary) {
        return BertTokenizer.of(vocabulary, TokenizerOptions.UNCASED);
    }

    private static Vocabulary vocabulary(String... further) {
        Path file = GoldenFeaturesTest.path("sample-vocab.txt");
        List<String> tokens = new ArrayList<>(Vocabulary.read(file).tokens());
        tokens.addAll(List.of(further));
        return Vocabulary.of(tokens);
    }
}
