package org.bert4j.pretraining;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class GooglePlannerTest {
    private static final SpecialIds SPECIAL = new SpecialIds(1, 2, 3, 1_000_000);
    private static final int FIRST_ID = 10;
    private static final int SENTENCES = 30;

    /// 20,000 passes over documents of 30 sentences of 10 tokens.
    private static final MemoryCorpus CORPUS = corpus(2000, SENTENCES, 10);

    @Test
    void moreThanHalfOfTheSecondPartsAreRandom() {
        List<RowPlan> rows = plan(CORPUS, SentenceObjective.NEXT_SENTENCE, 0);
        assertTrue(rows.size() > 100_000, rows.size() + " rows");
        List<RowPlan> tossed =
                rows.stream().filter(row -> row.first().sentence() < SENTENCES - 1).toList();
        assertShare(0.5, labelled(tossed), tossed.size());
        long singles = rows.size() - tossed.size(); // chunks of a document's last sentence alone
        assertEquals(singles, labelled(rows) - labelled(tossed));
        assertTrue(labelled(rows) > 0.5 * rows.size() + 3 * Math.sqrt(rows.size() / 4.0));
    }

    @Test
    void randomPartsComeFromAllOtherDocuments() {
        int[] counts = new int[CORPUS.documents()];
        for (RowPlan row : plan(CORPUS, SentenceObjective.NEXT_SENTENCE, 0)) {
            if (row.label() == 1) {
                assertTrue(row.first().document() != row.second().document());
                counts[row.second().document()]++;
            }
        }
        assertTrue(Arrays.stream(counts).allMatch(count -> count > 0));
    }

    @Test
    void aTenthOfThePassesIsShortAndTheirTargetsAreUniform() {
        MemoryCorpus fine = corpus(2000, 61, 1); // a chunk has exactly the target's tokens
        GooglePlanner planner =
                new GooglePlanner(
                        fine, new RowWay.Google(50, 0.1), SentenceObjective.SENTENCE_ORDER, 64, 7);
        List<RowPlan> first = firstOfEachPass(planner);
        assertEquals(100_000, first.size());
        int[] targets = first.stream().mapToInt(row -> row.length() - 3).toArray();
        int[] shorter = Arrays.stream(targets).filter(target -> target < 61).toArray();
        assertShare(0.1 * 59 / 60, shorter.length, targets.length);
        double sigma = 59 / Math.sqrt(12) / Math.sqrt(shorter.length);
        assertEquals((2 + 60) / 2.0, Arrays.stream(shorter).average().orElseThrow(), 3 * sigma);
    }

    private static List<RowPlan> firstOfEachPass(GooglePlanner planner) {
        List<RowPlan> first = new ArrayList<>();
        int[] swapped = {0};
        planner.plan(
                row -> {
                    int begins = Math.min(row.first().sentence(), row.second().sentence());
                    boolean isPair = row.first().document() == row.second().document();
                    if (begins == 0 && isPair) {
                        first.add(row);
                        swapped[0] += row.label();
                    }
                });
        assertShare(0.5, swapped[0], first.size());
        return first;
    }

    @Test
    void swappedPartsFollowEachOtherTheOtherWayRound() {
        RowReader reader = new RowReader(CORPUS, SPECIAL);
        for (RowPlan row : plan(CORPUS, SentenceObjective.SENTENCE_ORDER, 0)) {
            boolean isSingle = row.first().document() != row.second().document();
            if (isSingle || row.length() == 64) { // or it may have been cut between the parts
                continue;
            }
            int[] ids = reader.read(row).inputIds();
            int end = row.first().length() + 1;
            int earlier = row.label() == 0 ? ids[end - 1] : ids[ids.length - 2];
            int later = row.label() == 0 ? ids[end + 1] : ids[1];
            assertEquals(earlier + 1, later);
        }
    }

    @Test
    void whatARandomPartReplacedComesInTheNextRow() {
        MemoryCorpus exact = corpus(50, 100, 5); // 25 sentences fill a row of 128
        GooglePlanner planner =
                new GooglePlanner(
                        exact, new RowWay.Google(1, 0), SentenceObjective.NEXT_SENTENCE, 128, 7);
        List<Integer> seen = new ArrayList<>();
        RowReader reader = new RowReader(exact, SPECIAL);
        planner.plan(
                row -> {
                    int[] ids = reader.read(row).inputIds();
                    int end = row.label() == 1 ? row.first().length() + 2 : ids.length;
                    IntStream.range(0, end)
                            .map(i -> ids[i])
                            .filter(id -> id >= FIRST_ID)
                            .forEach(seen::add);
                });
        assertEquals(IntStream.range(FIRST_ID, FIRST_ID + 25_000).boxed().toList(), seen);
    }

    @ParameterizedTest
    @EnumSource
    void rowsFitAndAreBuiltOfTheirParts(SentenceObjective objective) {
        MemoryCorpus mixed = MemoryCorpus.numbered(FIRST_ID, 40, 3, 200, 1, 17, 60, 61, 64, 2, 9);
        RowReader reader = new RowReader(mixed, SPECIAL);
        for (RowPlan plan : plan(mixed, objective, 0.3)) {
            PlainRow row = reader.read(plan);
            assertTrue(row.length() <= 64 && row.length() == plan.length());
            assertEquals(SPECIAL.cls(), row.inputIds()[0]);
            assertEquals(SPECIAL.sep(), row.inputIds()[row.length() - 1]);
            long separators =
                    Arrays.stream(row.inputIds()).filter(id -> id == SPECIAL.sep()).count();
            assertEquals(objective == SentenceObjective.NONE ? 1 : 2, separators);
            assertEquals(objective == SentenceObjective.NONE, row.label() == PretrainingRow.NONE);
            assertRuns(row, plan);
        }
    }

    /// Tokens are numbered, so a part counts up.
    private static void assertRuns(PlainRow row, RowPlan plan) {
        int[] ids = row.inputIds();
        int end = plan.first().length() + 1;
        IntStream.range(2, end).forEach(i -> assertEquals(ids[i - 1] + 1, ids[i]));
        IntStream.range(end + 2, ids.length - 1).forEach(i -> assertEquals(ids[i - 1] + 1, ids[i]));
        for (int i = 0; i < ids.length; i++) {
            assertEquals(i <= end ? 0 : 1, row.tokenTypeIds()[i]);
        }
    }

    @Test
    void withoutAnObjectiveEveryTokenOfAFittingTextIsThereOnce() {
        MemoryCorpus exact = corpus(20, 126, 1);
        int[] ids =
                planner(exact, SentenceObjective.NONE, 0, 128)
                        .flatMap(
                                row ->
                                        Arrays.stream(
                                                        new RowReader(exact, SPECIAL)
                                                                .read(row)
                                                                .inputIds())
                                                .boxed())
                        .mapToInt(Integer::intValue)
                        .filter(id -> id >= FIRST_ID)
                        .toArray();
        assertArrayEquals(
                IntStream.range(0, 20)
                        .flatMap(d -> IntStream.range(0, 10).flatMap(_ -> document(d, 126)))
                        .toArray(),
                ids);
    }

    private static IntStream document(int document, int tokens) {
        int from = FIRST_ID + document * tokens;
        return IntStream.range(from, from + tokens);
    }

    @Test
    void theNumberOfCoresDoesNotMatter() throws Exception {
        List<RowPlan> many = plan(CORPUS, SentenceObjective.NEXT_SENTENCE, 0.1);
        try (ForkJoinPool one = new ForkJoinPool(1)) {
            List<RowPlan> alone =
                    one.submit(() -> plan(CORPUS, SentenceObjective.NEXT_SENTENCE, 0.1)).get();
            assertEquals(alone, many);
        }
    }

    private static MemoryCorpus corpus(int documents, int sentences, int tokens) {
        int[] lengths = IntStream.generate(() -> tokens).limit(sentences).toArray();
        return MemoryCorpus.numbered(FIRST_ID, documents, lengths);
    }

    private static List<RowPlan> plan(
            MemoryCorpus corpus, SentenceObjective objective, double shortProbability) {
        return planner(corpus, objective, shortProbability, 64).toList();
    }

    private static Stream<RowPlan> planner(
            MemoryCorpus corpus, SentenceObjective objective, double shortProbability, int length) {
        List<RowPlan> rows = new ArrayList<>();
        RowWay.Google way = new RowWay.Google(10, shortProbability);
        new GooglePlanner(corpus, way, objective, length, 7).plan(rows::add);
        return rows.stream();
    }

    private static long labelled(List<RowPlan> rows) {
        return rows.stream().filter(row -> row.label() == 1).count();
    }

    private static void assertShare(double expected, long found, long all) {
        double sigma = Math.sqrt(expected * (1 - expected) / all);
        assertEquals(expected, (double) found / all, 3 * sigma);
    }
}
