package org.bert4j.pretraining;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.corpus.TokenCorpus;
import org.bert4j.tokenizer.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class PretrainingDataTest {
    private static final SpecialIds SPECIAL = new SpecialIds(1, 2, 3, 1_000_000);
    private static final MemoryCorpus CORPUS =
            MemoryCorpus.numbered(10, 60, 12, 30, 7, 25, 19, 8, 44, 15, 31, 22);
    private static final MemoryCorpus ONE_DOCUMENT = MemoryCorpus.numbered(10, 1, 30, 7, 25, 19);
    private static final MemoryCorpus LINES = MemoryCorpus.numbered(10, 50, 12);

    @TempDir Path cache;

    static Stream<PretrainingData> ways() {
        return Stream.of(
                PretrainingData.GOOGLE,
                PretrainingData.GOOGLE.withObjective(SentenceObjective.SENTENCE_ORDER),
                PretrainingData.GOOGLE.withObjective(SentenceObjective.NONE),
                PretrainingData.PACKED);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void anyRowCanBeHadAtAnyMoment(PretrainingData data) {
        PretrainingRows rows = rows(data, CORPUS);
        List<PretrainingRow> all = all(rows, 1);
        PretrainingRows again = rows(data, CORPUS);
        for (int row = rows.size() - 1; row >= 0; row -= 7) {
            assertSame(all.get(row), again.row(row, 1));
            assertEquals(all.get(row).length(), again.length(row));
        }
    }

    @Test
    void packedRowsHaveOtherMasksInEachEpoch() {
        PretrainingRows rows = rows(PretrainingData.PACKED, CORPUS);
        List<PretrainingRow> first = all(rows, 0);
        List<PretrainingRow> second = all(rows, 1);
        for (int row = 0; row < rows.size() - 1; row++) {
            assertFalse(
                    Arrays.equals(
                            first.get(row).maskedPositions(), second.get(row).maskedPositions()));
            assertArrayEquals(plain(first.get(row)), plain(second.get(row)));
        }
    }

    @Test
    void googlesMasksStay() {
        PretrainingRows rows = rows(PretrainingData.GOOGLE, CORPUS);
        IntStream.range(0, rows.size())
                .forEach(row -> assertSame(rows.row(row, 0), rows.row(row, 5)));
    }

    @Test
    void anotherSeedMakesOtherRows() {
        int[] masks = rows(PretrainingData.PACKED, CORPUS).row(0, 0).maskedPositions();
        PretrainingData other = PretrainingData.PACKED.withSeed(1);
        assertFalse(Arrays.equals(masks, rows(other, CORPUS).row(0, 0).maskedPositions()));
        assertNotEquals(
                rows(PretrainingData.GOOGLE, CORPUS).hash(),
                rows(PretrainingData.GOOGLE.withSeed(1), CORPUS).hash());
    }

    @Test
    void thePlanIsMadeOnceAndMasksDoNotMatterToIt() throws IOException {
        PretrainingRows rows = rows(PretrainingData.GOOGLE, CORPUS);
        PretrainingData words =
                PretrainingData.GOOGLE.withMasking(Masking.SHARE.withWholeWords(true));
        assertNotEquals(rows.hash(), rows(words, CORPUS).hash());
        assertEquals(1, files().size());
        rows(PretrainingData.GOOGLE.withMaxLength(64), CORPUS);
        rows(PretrainingData.GOOGLE, ONE_DOCUMENT);
        assertEquals(3, files().size());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 70, 100, -1})
    void aDamagedFileIsMadeAgain(int at) throws IOException {
        List<PretrainingRow> before = all(rows(PretrainingData.GOOGLE, CORPUS), 0);
        Path file = files().getFirst();
        byte[] bytes = Files.readAllBytes(file);
        byte[] whole = bytes.clone();
        bytes[Math.floorMod(at, bytes.length)] ^= 1;
        Files.delete(file); // the other one is mapped
        Files.write(file, bytes);
        assertRows(before, all(rows(PretrainingData.GOOGLE, CORPUS), 0));
        assertArrayEquals(whole, Files.readAllBytes(file));
    }

    @Test
    void aTornFileIsMadeAgain() throws IOException {
        List<PretrainingRow> before = all(rows(PretrainingData.GOOGLE, CORPUS), 0);
        Path file = files().getFirst();
        byte[] bytes = Files.readAllBytes(file);
        for (int left : new int[] {0, 10, 80, bytes.length - 32, bytes.length - 1}) {
            Files.delete(file);
            Files.write(file, Arrays.copyOf(bytes, left));
            assertRows(before, all(rows(PretrainingData.GOOGLE, CORPUS), 0));
        }
    }

    @Test
    void nothingIsLeftWhereTheCorpusFails() throws IOException {
        TokenCorpus failing = new FailingCorpus(CORPUS);
        assertThrows(IllegalStateException.class, () -> rows(PretrainingData.GOOGLE, failing));
        assertEquals(List.of(), files());
    }

    @Test
    void aCacheThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.writeString(cache.resolve("a-file"), "");
        var fault =
                assertThrows(
                        BadInputException.class,
                        () -> PretrainingData.PACKED.rows(CORPUS, SPECIAL, file));
        assertTrue(
                fault.getMessage().startsWith("Cannot write the cache " + file), fault::getMessage);
    }

    @Test
    void oneDocumentIsWarnedOfWhereTheNextSentenceIsAsked() {
        assertEquals(
                "The corpus is one document, so a sentence from elsewhere comes from the same"
                        + " document and mlm+nsp has little to learn; put blank lines between"
                        + " documents, or choose mlm+sop.",
                PretrainingData.GOOGLE.warning(ONE_DOCUMENT).orElseThrow());
        assertTrue(PretrainingData.GOOGLE.warning(CORPUS).isEmpty());
        assertTrue(PretrainingData.PACKED.warning(ONE_DOCUMENT).isEmpty());
        assertTrue(rows(PretrainingData.GOOGLE, ONE_DOCUMENT).size() > 0);
    }

    @Test
    void documentsOfOneSentenceAreRefusedWherePairsAreAsked() {
        var fault =
                assertThrows(BadInputException.class, () -> rows(PretrainingData.GOOGLE, LINES));
        assertEquals(
                "None of the 50 documents has two sentences, so mlm+nsp has nothing to learn; put"
                        + " blank lines between documents only, or choose mlm.",
                fault.getMessage());
        assertEquals(
                6, rows(PretrainingData.PACKED, LINES).size()); // 50 * 12 tokens, 49 separators
    }

    @Test
    void anEmptyCorpusIsRefused() {
        MemoryCorpus empty = new MemoryCorpus(List.of(), _ -> false);
        var fault =
                assertThrows(BadInputException.class, () -> rows(PretrainingData.PACKED, empty));
        assertEquals("The corpus holds no text; check the input files.", fault.getMessage());
    }

    @Test
    void optionsThatDoNotGoTogetherAreRefused() {
        var fault =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                PretrainingData.PACKED.withObjective(
                                        SentenceObjective.NEXT_SENTENCE));
        assertEquals(
                "packed rows have one part, so mlm+nsp has nothing to ask; choose mlm, or google's"
                        + " way",
                fault.getMessage());
        assertThrows(IllegalArgumentException.class, () -> PretrainingData.PACKED.withMaxLength(7));
        assertThrows(IllegalArgumentException.class, () -> new RowWay.Google(0, 0.1));
        assertThrows(IllegalArgumentException.class, () -> new RowWay.Google(1, 1.1));
    }

    private PretrainingRows rows(PretrainingData data, TokenCorpus corpus) {
        return data.rows(corpus, SPECIAL, cache);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            return files.toList();
        }
    }

    private static List<PretrainingRow> all(PretrainingRows rows, int epoch) {
        return IntStream.range(0, rows.size()).mapToObj(row -> rows.row(row, epoch)).toList();
    }

    /// What stood there before it was masked.
    private static int[] plain(PretrainingRow row) {
        int[] ids = row.inputIds().clone();
        for (int i = 0; i < row.maskedIds().length; i++) {
            ids[row.maskedPositions()[i]] = row.maskedIds()[i];
        }
        return ids;
    }

    private static void assertRows(List<PretrainingRow> expected, List<PretrainingRow> found) {
        assertEquals(expected.size(), found.size());
        IntStream.range(0, found.size()).forEach(i -> assertSame(expected.get(i), found.get(i)));
    }

    private static void assertSame(PretrainingRow expected, PretrainingRow found) {
        assertArrayEquals(expected.inputIds(), found.inputIds());
        assertArrayEquals(expected.tokenTypeIds(), found.tokenTypeIds());
        assertArrayEquals(expected.maskedPositions(), found.maskedPositions());
        assertArrayEquals(expected.maskedIds(), found.maskedIds());
        assertEquals(expected.sentenceLabel(), found.sentenceLabel());
    }

    /// Its last document cannot be read.
    private record FailingCorpus(TokenCorpus corpus) implements TokenCorpus {
        @Override
        public int documents() {
            return corpus.documents();
        }

        @Override
        public int sentences(int document) {
            return corpus.sentences(document);
        }

        @Override
        public int[] ids(int document, int sentence) {
            if (document == documents() - 1) {
                throw new IllegalStateException("cannot be read");
            }
            return corpus.ids(document, sentence);
        }

        @Override
        public boolean[] continues(int document, int sentence) {
            return corpus.continues(document, sentence);
        }

        @Override
        public long tokens() {
            return corpus.tokens();
        }

        @Override
        public String hash() {
            return "failing";
        }
    }
}
