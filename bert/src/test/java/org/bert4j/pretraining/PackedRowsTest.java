package org.bert4j.pretraining;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class PackedRowsTest {
    private static final SpecialIds SPECIAL = new SpecialIds(1, 2, 3, 1_000_000);
    private static final int FIRST_ID = 10;
    private static final int DOCUMENTS = 2000;
    private static final MemoryCorpus CORPUS = corpus(new Random(42));

    /// Of 1 to 8 sentences of 1 to 60 tokens.
    private static MemoryCorpus corpus(Random random) {
        List<int[]> lengths =
                Stream.generate(() -> random.ints(random.nextInt(1, 9), 1, 61).toArray())
                        .limit(DOCUMENTS)
                        .toList();
        return MemoryCorpus.numbered(FIRST_ID, lengths);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 9, 64, 128, 512})
    void rowsHoldTheWholeTextOnceAndInOrder(int maxLength) {
        int[] ids =
                rows(CORPUS, maxLength).stream()
                        .flatMapToInt(Arrays::stream)
                        .filter(id -> id >= FIRST_ID)
                        .toArray();
        assertArrayEquals(
                IntStream.range(FIRST_ID, FIRST_ID + (int) CORPUS.tokens()).toArray(), ids);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 9, 64, 128, 512})
    void allRowsButTheLastAreFullOrOneShort(int maxLength) {
        List<int[]> rows = rows(CORPUS, maxLength);
        assertTrue(
                rows.stream().limit(rows.size() - 1).allMatch(row -> row.length >= maxLength - 1));
        double expected = (double) DOCUMENTS / (maxLength - 2); // a document ends anywhere
        long oneShort = rows.stream().filter(row -> row.length == maxLength - 1).count();
        assertEquals(expected, oneShort, 3 * Math.sqrt(expected) + 1);
    }

    @Test
    void aSeparatorStandsBetweenDocumentsAndNeverBesideAnother() {
        int separators = 0;
        for (int[] row : rows(CORPUS, 128)) {
            assertEquals(SPECIAL.cls(), row[0]);
            assertEquals(SPECIAL.sep(), row[row.length - 1]);
            for (int i = 1; i < row.length; i++) {
                boolean isSeparator = row[i] == SPECIAL.sep();
                assertTrue(!isSeparator || row[i - 1] >= FIRST_ID);
                separators += isSeparator && i < row.length - 1 ? 1 : 0;
            }
        }
        assertTrue(separators > 0.95 * DOCUMENTS && separators < DOCUMENTS);
    }

    @Test
    void smallDocumentsShareARow() {
        assertEquals(
                "1 10 11 2 12 13 2 14 15 2|1 16 17 2 18 19 2",
                rows(MemoryCorpus.numbered(FIRST_ID, 5, 2), 10).stream()
                        .map(PackedRowsTest::text)
                        .collect(Collectors.joining("|")));
    }

    @Test
    void aRowThatADocumentEndsOneBeforeIsOneShort() {
        assertEquals(
                "1 10 11 12 13 14 2|1 15 16 17 18 19 2",
                rows(MemoryCorpus.numbered(FIRST_ID, 2, 5), 8).stream()
                        .map(PackedRowsTest::text)
                        .collect(Collectors.joining("|")));
    }

    private static String text(int[] ids) {
        return Arrays.stream(ids).mapToObj(String::valueOf).collect(Collectors.joining(" "));
    }

    private static List<int[]> rows(MemoryCorpus corpus, int maxLength) {
        RowReader reader = new RowReader(corpus, SPECIAL);
        List<int[]> rows = new ArrayList<>();
        new PackedPlanner(corpus, maxLength)
                .plan(
                        plan -> {
                            assertEquals(PretrainingRow.NONE, plan.label());
                            rows.add(reader.read(plan).inputIds());
                        });
        return rows;
    }
}
