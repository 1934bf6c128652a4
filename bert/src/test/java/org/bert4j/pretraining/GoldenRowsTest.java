package org.bert4j.pretraining;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Rows equal those of google-research/bert (pairs, short rows, whole words, a corpus of one document) and of
/// google-research/albert (order of sentences, runs of words) where the same numbers are drawn. `rows.json` was made by
/// `src/test/python/make_pretraining_rows.py`, which runs the originals and writes down their draws.
class GoldenRowsTest {
    private static final JsonNode GOLDEN =
            JsonMapper.shared().readTree(GoldenRowsTest.class.getResourceAsStream("rows.json"));

    static Stream<JsonNode> runs() {
        return GOLDEN.get("runs").valueStream();
    }

    @ParameterizedTest(name = "run {index}")
    @MethodSource("runs")
    void theDrawsOfTheOriginalGiveItsRows(JsonNode run) {
        RecordedDraws draws = new RecordedDraws(run.get("draws").iterator());
        List<PretrainingRow> rows = rows(run, draws);
        assertFalse(draws.values.hasNext(), "draws are left");
        assertEquals(run.get("rows").size(), rows.size());
        for (int i = 0; i < rows.size(); i++) {
            assertSame(run.get("rows").get(i), rows.get(i), "row " + i);
        }
    }

    private static List<PretrainingRow> rows(JsonNode run, Draws draws) {
        MemoryCorpus corpus = corpus(run.get("documents").asInt());
        GooglePlanner planner = planner(run, corpus);
        RowReader reader = new RowReader(corpus, special());
        Masking masking = masking(run);
        List<PretrainingRow> rows = new ArrayList<>();
        for (int pass = 0; pass < planner.way().dupeFactor(); pass++) {
            for (int document = 0; document < corpus.documents(); document++) {
                int[] lengths =
                        corpus.texts().get(document).stream().mapToInt(s -> s.length).toArray();
                new DocumentPlanner(planner, document, lengths, draws)
                        .plan(
                                plan ->
                                        rows.add(
                                                RowMasker.mask(
                                                        reader.read(plan),
                                                        masking,
                                                        special(),
                                                        draws)));
            }
        }
        return rows;
    }

    private static MemoryCorpus corpus(int documents) {
        Set<Integer> continuations =
                IntStream.of(ints(GOLDEN.get("continuations"))).boxed().collect(Collectors.toSet());
        List<List<int[]>> texts =
                GOLDEN.get("documents")
                        .valueStream()
                        .limit(documents)
                        .map(text -> text.valueStream().map(GoldenRowsTest::ints).toList())
                        .toList();
        return new MemoryCorpus(texts, continuations::contains);
    }

    private static GooglePlanner planner(JsonNode run, MemoryCorpus corpus) {
        boolean isAlbert = run.get("script").asString().equals("albert");
        return new GooglePlanner(
                corpus,
                new RowWay.Google(
                        run.get("passes").asInt(), run.get("short_probability").asDouble()),
                isAlbert ? SentenceObjective.SENTENCE_ORDER : SentenceObjective.NEXT_SENTENCE,
                run.get("max_length").asInt(),
                run.get("seed").asLong());
    }

    private static Masking masking(JsonNode run) {
        Selection selection = new Selection.AtMost(run.get("most_predictions").asInt());
        return new Masking(
                selection,
                0.15,
                0.8,
                0.1,
                0.1,
                run.get("whole_words").asBoolean(),
                run.get("longest_n_gram").asInt());
    }

    private static SpecialIds special() {
        int[] ids = ints(GOLDEN.get("special"));
        return new SpecialIds(ids[0], ids[1], ids[2], GOLDEN.get("vocabulary").asInt());
    }

    private static void assertSame(JsonNode expected, PretrainingRow row, String name) {
        assertArrayEquals(ints(expected.get("ids")), row.inputIds(), name);
        assertArrayEquals(ints(expected.get("positions")), row.maskedPositions(), name);
        assertArrayEquals(ints(expected.get("masked")), row.maskedIds(), name);
        assertEquals(expected.get("label").asInt(), row.sentenceLabel(), name);
        int secondFrom = expected.get("second_from").asInt();
        for (int i = 0; i < row.length(); i++) {
            assertEquals(i < secondFrom ? 0 : 1, row.tokenTypeIds()[i], name);
        }
    }

    private static int[] ints(JsonNode array) {
        return array.valueStream().mapToInt(JsonNode::asInt).toArray();
    }

    /// What the original drew; another kind of number than it asked for at that place is an error.
    private record RecordedDraws(Iterator<JsonNode> values) implements Draws {
        @Override
        public double random() {
            JsonNode value = values.next();
            assertTrue(value.isFloatingPointNumber(), "not a fraction: " + value);
            return value.asDouble();
        }

        @Override
        public int below(int bound) {
            JsonNode value = values.next();
            assertTrue(value.isInt() && value.asInt() < bound, value + " is not below " + bound);
            return value.asInt();
        }
    }
}
