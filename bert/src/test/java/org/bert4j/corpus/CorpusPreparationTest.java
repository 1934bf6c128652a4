package org.bert4j.corpus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.dataset.Sha256;
import org.bert4j.tokenizer.BadInputException;
import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.TokenizerOptions;
import org.bert4j.tokenizer.Vocabulary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class CorpusPreparationTest {
    private static final List<String> TOKENS =
            List.of(
                    "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", ".", "the", "rain", "##y", "day",
                    "snow", "fell", "中", "国", "人", "。");

    private static final int LARGEST_NARROW = 32_768;

    @TempDir private Path directory;

    @Test
    void documentsHoldTheTokensOfTheirSentences() throws IOException {
        write("a.txt", "The rainy day. Snow fell!\n\nRain.\n");
        MappedTokenCorpus corpus = prepare(tokenizer());
        assertEquals(
                List.of(List.of("the rain ##y day .", "snow fell [UNK]", "rain .")), texts(corpus));
        assertArrayEquals(new boolean[] {false, false, true, false, false}, corpus.continues(0, 0));
        assertEquals(10, corpus.tokens());
        CorpusReport report = corpus.report();
        assertEquals(1, report.documents());
        assertEquals(3, report.sentences());
        assertEquals(1, report.unknown());
        assertEquals(Files.size(directory.resolve("text/a.txt")), report.bytes());
        assertEquals(
                "1 file as running (a paragraph a line; files and titles begin documents)",
                report.layouts());
    }

    @Test
    void whatIsNotThereIsRefused() throws IOException {
        write("a.txt", "Rain.");
        MappedTokenCorpus corpus = prepare(tokenizer());
        assertThrows(IndexOutOfBoundsException.class, () -> corpus.sentences(1));
        assertThrows(IndexOutOfBoundsException.class, () -> corpus.ids(0, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> corpus.continues(0, -1));
    }

    @Test
    void aGivenLayoutIsUsed() throws IOException {
        write("a.txt", "The rain. Snow.\nDay.\n\nSnow. \u0001\n\n \u0002 \n");
        CorpusPreparation preparation = preparation(tokenizer());
        MappedTokenCorpus sentences = prepare(preparation.withLayout(TextLayout.SENTENCES));
        assertEquals(
                List.of(List.of("the rain . snow .", "day ."), List.of("snow .")),
                texts(sentences));
        MappedTokenCorpus paragraphs = prepare(preparation.withLayout(TextLayout.PARAGRAPHS));
        assertEquals(
                List.of(List.of("the rain .", "snow .", "day ."), List.of("snow .")),
                texts(paragraphs));
        assertNotEquals(sentences.hash(), paragraphs.hash());
    }

    @Test
    void ofEqualDocumentsTheFirstStays() throws IOException {
        write("a.txt", "Rain.\nSnow.\n\nDay.\nDay.\n\nRain.\nSnow.\n");
        write("b.txt", "Snow.\nRain.\n\n  Day.\r\nDay. \n");
        CorpusPreparation preparation = preparation(tokenizer()).withLayout(TextLayout.SENTENCES);
        MappedTokenCorpus corpus = prepare(preparation);
        assertEquals(
                List.of(
                        List.of("rain .", "snow ."),
                        List.of("day .", "day ."),
                        List.of("snow .", "rain .")),
                texts(corpus));
        assertEquals(2, corpus.report().duplicates());
    }

    @Test
    void ofDocumentsThatResembleEachOtherTheFirstStaysIfItIsAskedFor() throws IOException {
        String text = story(1, 400);
        write("a.txt", text + "\n\n" + story(2, 400) + "\n\n" + text);
        write("b.txt", "Rain.\n\n" + text + " Snow fell.\n");
        CorpusPreparation preparation = preparation(tokenizer()).withLayout(TextLayout.SENTENCES);
        MappedTokenCorpus all = prepare(preparation);
        assertEquals(4, all.documents());
        assertEquals(OptionalInt.empty(), all.report().nearDuplicates());
        MappedTokenCorpus distinct = prepare(preparation.withoutNearDuplicates(0.8));
        assertEquals(texts(all).subList(0, 3), texts(distinct));
        assertEquals(1, distinct.report().duplicates());
        assertEquals(OptionalInt.of(1), distinct.report().nearDuplicates());
        String summary = distinct.report().summary();
        assertTrue(
                summary.startsWith("3 documents (1 duplicates and 1 near-duplicates left out), "),
                summary);
        assertNotEquals(all.hash(), distinct.hash());
        assertEquals(distinct.hash(), prepare(preparation.withoutNearDuplicates(0.8)).hash());
        assertNotEquals(distinct.hash(), prepare(preparation.withoutNearDuplicates(0.9)).hash());
    }

    /// Long documents come in parts that are cut where the batches before them ended.
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void neitherThreadsNorFilesChangeWhatIsLeftOut(int threads) throws IOException {
        List<String> stories =
                IntStream.range(0, 30)
                        .mapToObj(
                                i -> story(i % 10, 30_000).replaceFirst("rain", "snow " + i) + "\n")
                        .toList();
        write("a.txt", String.join("\n", stories));
        CorpusPreparation preparation =
                preparation(tokenizer())
                        .withLayout(TextLayout.SENTENCES)
                        .withoutNearDuplicates(0.9);
        MappedTokenCorpus one = prepare(preparation, threads, CorpusListener.SILENT);
        assertEquals(OptionalInt.of(20), one.report().nearDuplicates());
        write("a.txt", String.join("\n", stories.subList(0, 7)));
        write("b.txt", String.join("\n", stories.subList(7, 8)));
        write("c.txt", String.join("\n", stories.subList(8, 30)));
        MappedTokenCorpus three = prepare(preparation, threads, CorpusListener.SILENT);
        assertEquals(texts(one), texts(three));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.49, 1.01, -1, Double.NaN})
    void aSimilarityIsAtMostOneAndNotTooSmall(double similarity) {
        CorpusPreparation preparation = preparation(tokenizer());
        var e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> preparation.withoutNearDuplicates(similarity));
        assertTrue(e.getMessage().endsWith("it must be from 0.5 to 1"), e.getMessage());
    }

    /// Words in an order that its number tells, some to a line.
    private static String story(int number, int words) {
        Random random = new Random(number);
        List<String> all = List.of("the", "rain", "day", "snow", "fell", "中", "国", "人");
        return IntStream.range(0, words)
                .mapToObj(i -> all.get(random.nextInt(8)) + (i % 20 == 19 ? "\n" : " "))
                .collect(Collectors.joining())
                .strip();
    }

    @Test
    void aVocabularyTooLargeForTwoBytesTakesFour() throws IOException {
        List<String> many = new ArrayList<>(TOKENS);
        IntStream.range(0, LARGEST_NARROW).forEach(i -> many.add("word" + i));
        many.add("last");
        many.add("##ly");
        write("a.txt", "The rainy word32767 lastly.");
        MappedTokenCorpus corpus =
                prepare(BertTokenizer.of(Vocabulary.of(many), TokenizerOptions.UNCASED));
        int last = TOKENS.size() + LARGEST_NARROW;
        assertArrayEquals(new int[] {6, 7, 8, last - 1, last, last + 1, 5}, corpus.ids(0, 0));
        assertArrayEquals(
                new boolean[] {false, false, true, false, false, true, false},
                corpus.continues(0, 0));
    }

    @Test
    void aSegmenterMarksCharactersInsideWords() throws IOException {
        write("a.txt", "中国人。中 国");
        WordSegmenter pairs =
                new WordSegmenter() {
                    @Override
                    public String name() {
                        return "pairs";
                    }

                    @Override
                    public BitSet insideWords(String text) {
                        BitSet inside = new BitSet();
                        inside.set(1);
                        return inside;
                    }
                };
        MappedTokenCorpus plain = prepare(tokenizer());
        MappedTokenCorpus segmented = prepare(preparation(tokenizer()).withSegmenter(pairs));
        assertEquals(texts(plain), texts(segmented));
        assertNotEquals(plain.hash(), segmented.hash());
        assertArrayEquals(new boolean[4], plain.continues(0, 0));
        assertArrayEquals(new boolean[] {false, true, false, false}, segmented.continues(0, 0));
    }

    @Test
    void numbersOfThreadsAndSizesOfFilesChangeNothing() throws IOException {
        writeManyDocuments();
        MappedTokenCorpus one = prepare(preparation(tokenizer()), 1, CorpusListener.SILENT);
        String first = Sha256.of(one.directory().resolve("tokens-000"));
        List<List<String>> texts = texts(one);
        deleteCache();
        MappedTokenCorpus three = prepare(preparation(tokenizer()), 3, CorpusListener.SILENT);
        assertEquals(first, Sha256.of(three.directory().resolve("tokens-000")));
        assertEquals(texts, texts(three));
        assertTrue(texts.size() > 1000, () -> texts.size() + " documents");
    }

    @Test
    void shardsAreReadAcrossTheirEdges() throws IOException {
        Path shards = Files.createDirectories(directory.resolve("shards"));
        int documents = 40;
        try (TokenCorpusWriter writer = new TokenCorpusWriter(shards, 32)) {
            for (int document = 0; document < documents; document++) {
                writer.add(part(document, 5, 3));
                writer.add(part(document, 4));
                writer.add(part(document));
            }
            writer.finish();
            CorpusReport report = writer.report(0, OptionalInt.empty(), 0, 0, "");
            new CorpusHeader(CorpusHeader.FORMAT, "hash", 2, 32, report).write(shards);
        }
        MappedTokenCorpus corpus = MappedTokenCorpus.open(shards, "hash").orElseThrow();
        assertEquals(documents, corpus.documents());
        for (int document = 0; document < documents; document++) {
            assertEquals(3, corpus.sentences(document));
            assertArrayEquals(ids(document, 0, 5), corpus.ids(document, 0));
            assertArrayEquals(ids(document, 5, 8), corpus.ids(document, 1));
            assertArrayEquals(ids(document, 0, 4), corpus.ids(document, 2));
        }
    }

    private static CorpusListener noting(List<String> heard) {
        return new CorpusListener() {
            @Override
            public void notice(String message) {
                heard.add(message);
            }
        };
    }

    @Test
    void aFileOfManyLinesThatIsOneDocumentIsNamed() throws IOException {
        List<String> heard = new ArrayList<>();
        CorpusListener listener = noting(heard);
        write("a.txt", "Rain.\n".repeat(99));
        prepare(preparation(tokenizer()), 1, listener);
        assertEquals(1, heard.size(), heard::toString);
        write("b.txt", "Rain.\n".repeat(1000));
        prepare(preparation(tokenizer()), 1, listener);
        assertEquals(
                "b.txt: its 1,000 lines were taken for one document; if each line is a document,"
                        + " say --layout documents.",
                heard.getLast());
        write("c.txt", "Rain.\n".repeat(100));
        prepare(preparation(tokenizer()), 1, listener);
        assertTrue(
                heard.getLast().contains("for one document, and so it is with 1 more; "),
                heard::toString);
        heard.clear();
        prepare(preparation(tokenizer()).withLayout(TextLayout.RUNNING), 1, listener);
        write("b.txt", "= Rain =\nRain.\n= Snow =\n" + "Snow.\n".repeat(100));
        Files.delete(directory.resolve("text/c.txt"));
        prepare(preparation(tokenizer()), 1, listener);
        assertEquals(2, heard.size(), heard::toString);
    }

    @Test
    void aCorpusIsFoundAgainUntilTextOrTokenizerChange() throws IOException {
        write("a.txt", "The rain.");
        MappedTokenCorpus made = prepare(tokenizer());
        List<String> heard = new ArrayList<>();
        CorpusListener listener = noting(heard);
        assertEquals(made.hash(), prepare(preparation(tokenizer()), 2, listener).hash());
        assertEquals(List.of(), heard);
        BertTokenizer cased = BertTokenizer.of(Vocabulary.of(TOKENS), TokenizerOptions.CASED);
        assertNotEquals(made.hash(), prepare(preparation(cased), 2, listener).hash());
        write("a.txt", "The snow.");
        assertNotEquals(made.hash(), prepare(preparation(tokenizer()), 2, listener).hash());
        assertEquals(2, heard.size());
        assertEquals(3, entries(directory.resolve("cache")).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tokens-000", "sentences-000", "documents-000", "corpus.json"})
    void whatIsDamagedIsMadeAgain(String name) throws IOException {
        write("a.txt", "The rain. Snow.");
        MappedTokenCorpus corpus = prepare(tokenizer());
        Path file = corpus.directory().resolve(name);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - 1);
        }
        MappedTokenCorpus again = prepare(tokenizer());
        assertEquals(List.of(List.of("the rain .", "snow .")), texts(again));
        assertEquals(corpus.directory(), again.directory());
    }

    @Test
    void aFaultLeavesNothingBehind() throws IOException {
        writeManyDocuments();
        Files.write(directory.resolve("text/z.txt"), new byte[] {'a', (byte) 0xff, 'b'});
        var e = assertThrows(BadInputException.class, () -> prepare(tokenizer()));
        assertTrue(e.getMessage().contains("z.txt is not UTF-8 at byte 1; "), e.getMessage());
        assertEquals(List.of(), entries(directory.resolve("cache")));
    }

    @Test
    void blankTextIsRefused() throws IOException {
        write("a.txt", " \n\n\u0001\u200b\n");
        var e = assertThrows(BadInputException.class, () -> prepare(tokenizer()));
        assertTrue(e.getMessage().contains("there is not a single word in it"), e.getMessage());
        assertEquals(List.of(), entries(directory.resolve("cache")));
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
        write("a.txt", "Rain.");
        Path file = Files.createFile(directory.resolve("file"));
        var e =
                assertThrows(
                        BadInputException.class,
                        () ->
                                preparation(tokenizer())
                                        .prepare(file.resolve("cache"), 1, CorpusListener.SILENT));
        assertTrue(e.getMessage().startsWith("Cannot write the cache " + file), e.getMessage());
    }

    @Test
    void progressComesInOrderAndReachesTheEnd() throws IOException {
        writeManyDocuments();
        List<CorpusListener.Step> steps = new ArrayList<>();
        long[] last = new long[1];
        CorpusListener listener =
                new CorpusListener() {
                    @Override
                    public void progress(Step step, long bytes, long total) {
                        if (steps.isEmpty() || steps.getLast() != step) {
                            steps.add(step);
                        }
                        last[0] = total - bytes;
                    }
                };
        prepare(preparation(tokenizer()).withoutNearDuplicates(0.8), 2, listener);
        assertEquals(List.of(CorpusListener.Step.values()), steps);
        assertEquals(0, last[0]);
        steps.clear();
        prepare(preparation(tokenizer()), 2, listener);
        assertFalse(steps.contains(CorpusListener.Step.RESEMBLING));
    }

    private static EncodedPart part(int document, int... lengths) {
        byte[] tokens = new byte[2 * Arrays.stream(lengths).sum()];
        int[] ends = new int[lengths.length];
        for (int i = 0, end = 0; i < lengths.length; i++) {
            end += lengths[i];
            ends[i] = end;
        }
        int[] ids = ids(document, 0, tokens.length / 2);
        for (int i = 0; i < ids.length; i++) {
            tokens[2 * i] = (byte) (ids[i] << 1);
            tokens[2 * i + 1] = (byte) (ids[i] >> 7);
        }
        return new EncodedPart(document, tokens, ends, 0);
    }

    private static int[] ids(int document, int from, int to) {
        return IntStream.range(from, to).map(i -> 300 * document + i).toArray();
    }

    private void writeManyDocuments() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 2000; i++) {
            text.append("The rainy day.\n".repeat(i % 40 + 1))
                    .append("Snow fell.\n".repeat(i / 40));
            text.append('\n');
        }
        write("many.txt", text.toString());
    }

    private static BertTokenizer tokenizer() {
        return BertTokenizer.of(Vocabulary.of(TOKENS), TokenizerOptions.UNCASED);
    }

    private CorpusPreparation preparation(BertTokenizer tokenizer) {
        return CorpusPreparation.of(List.of(directory.resolve("text")), tokenizer);
    }

    private MappedTokenCorpus prepare(BertTokenizer tokenizer) {
        return prepare(preparation(tokenizer));
    }

    private MappedTokenCorpus prepare(CorpusPreparation preparation) {
        return prepare(preparation, 2, CorpusListener.SILENT);
    }

    private MappedTokenCorpus prepare(
            CorpusPreparation preparation, int threads, CorpusListener listener) {
        return preparation.prepare(directory.resolve("cache"), threads, listener);
    }

    /// The tokens of each sentence of each document.
    private static List<List<String>> texts(TokenCorpus corpus) {
        Vocabulary vocabulary = Vocabulary.of(TOKENS);
        List<List<String>> documents = new ArrayList<>();
        for (int document = 0; document < corpus.documents(); document++) {
            List<String> sentences = new ArrayList<>();
            for (int sentence = 0; sentence < corpus.sentences(document); sentence++) {
                int[] ids = corpus.ids(document, sentence);
                List<String> tokens = Arrays.stream(ids).mapToObj(vocabulary::token).toList();
                sentences.add(String.join(" ", tokens));
            }
            documents.add(sentences);
        }
        return documents;
    }

    private void write(String name, String text) throws IOException {
        Path file = directory.resolve("text").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void deleteCache() throws IOException {
        for (Path entry : entries(directory.resolve("cache"))) {
            for (Path file : entries(entry)) {
                Files.delete(file);
            }
            Files.delete(entry);
        }
    }

    private static List<Path> entries(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
