package org.bert4j.corpus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class NearDuplicateFinderTest {
    /// Documents that are as similar as they have to be are seldom, and others a little more so never, passed over.
    private static final double TOLERANCE = 0.05;

    @TempDir private Path directory;

    /// Copies with more and more words changed, beside texts that have nothing in common; similarities are exact ones.
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.7, 0.8, 0.9, 1})
    void copiesWithFewChangesAreFound(double similarity) throws IOException {
        Random random = new Random(8);
        int sure = 0;
        List<int[]> documents = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            int[] first = random.ints(400, 0, 50_000).toArray();
            int[] copy = first.clone();
            for (int change = random.nextInt(40); change > 0; change--) {
                copy[random.nextInt(copy.length)] = 60_000 + random.nextInt(1000);
            }
            documents.add(first);
            documents.add(copy);
        }
        List<String> texts = documents.stream().map(NearDuplicateFinderTest::text).toList();
        BitSet resembling = find(similarity, texts);
        for (int i = 0; i < documents.size(); i += 2) {
            double exact = similarity(documents.get(i), documents.get(i + 1));
            boolean mustBe = exact >= Math.min(1, similarity + TOLERANCE);
            boolean mayBe = exact >= similarity;
            assertFalse(resembling.get(i));
            assertTrue(!mustBe || resembling.get(i + 1), () -> exact + " was not found");
            assertTrue(mayBe || !resembling.get(i + 1), () -> exact + " was found");
            sure += mustBe ? 1 : 0;
        }
        assertTrue(sure > 0);
    }

    private static String text(int[] words) {
        return IntStream.of(words).mapToObj(w -> "word" + w).collect(Collectors.joining(" "));
    }

    /// Of runs of five.
    private static double similarity(int[] one, int[] other) {
        Set<List<Integer>> both = new HashSet<>(shingles(one));
        Set<List<Integer>> any = new HashSet<>(shingles(other));
        both.retainAll(any);
        any.addAll(shingles(one));
        return (double) both.size() / any.size();
    }

    private static Set<List<Integer>> shingles(int[] words) {
        return IntStream.rangeClosed(0, words.length - Shingles.WORDS)
                .mapToObj(i -> IntStream.range(i, i + 5).mapToObj(j -> words[j]).toList())
                .collect(Collectors.toSet());
    }

    @Test
    void allButTheFirstOfALargeFamilyAreFound() throws IOException {
        List<String> documents = new ArrayList<>();
        BitSet expected = new BitSet();
        for (int i = 0; i < 2000; i++) {
            documents.add("one of a family ".repeat(2) + text(IntStream.range(0, 300).toArray()));
            documents.add(text(new Random(i).ints(300, 0, 1 << 20).toArray()) + i);
            expected.set(2 * i, i > 0);
        }
        assertEquals(expected, find(0.8, documents));
        assertNoFiles();
    }

    @Test
    void chineseIsComparedCharacterByCharacter() throws IOException {
        String text =
                "此开卷第一回也。作者自云：因曾历过一番梦幻之后，故将真事隐去，而借通灵之说，撰此石头记一书也。"
                        + "故曰甄士隐云云。但书中所记何事何人？自又云：今风尘碌碌，一事无成，忽念及当日所有之女子。";
        assertEquals(
                BitSet.valueOf(new long[] {0b1010}),
                find(
                        0.8,
                        List.of(
                                text,
                                text.replace("，", ",").replace("一书也", "一书"),
                                text.substring(0, 40),
                                text.substring(0, 40) + "。")));
    }

    @Test
    void documentsWithoutWordsResembleNone() throws IOException {
        assertEquals(new BitSet(), find(0.5, List.of("?", "...", "", "?", "!!!")));
    }

    @Test
    void shortParagraphsAreAShingleEach() throws IOException {
        List<String> documents =
                List.of(
                        "Yes.\nHe said so.",
                        "yes\nhe said so",
                        "Yes.\nShe did.",
                        "Yes he said so.");
        assertEquals(BitSet.valueOf(new long[] {0b0010}), find(0.8, documents));
    }

    @ParameterizedTest
    @CsvSource({
        "The cat sat on it., THE  CAT -- sat on it!, true",
        "The cat sat on it., The cat sat on, false",
        "我看见了猫, 我 看见 了 猫。, true",
        "ab cd, abcd, false",
        "𠀀𠀁, 𠀀 𠀁, true",
        "naïve café, NAÏVE CAFÉ, true"
    })
    void capitalsBlanksAndMarksDoNotMatter(String one, String other, boolean alike) {
        assertEquals(alike, hash(one).minHash().hash(0, 128) == hash(other).minHash().hash(0, 128));
    }

    @Test
    void theHashOfATextIsThatOfItsParts() {
        ShingleSummary parts = hash("a b c d e f g");
        parts.add(hash("h i j k l m n"));
        ShingleSummary whole = hash("a b c d e f g\nh i j k l m n");
        assertArrayEquals(whole.least().toArray(), parts.least().toArray());
        assertEquals(whole.minHash().hash(0, 128), parts.minHash().hash(0, 128));
        assertNotEquals(whole.minHash().hash(0, 8), whole.minHash().hash(8, 16));
    }

    /// Of sets of 2,000 with so many in both.
    @ParameterizedTest
    @ValueSource(ints = {0, 500, 1333, 1800, 2000})
    void theSimilarityOfLargeSetsIsEstimated(int shared) {
        LeastHashes one = new LeastHashes();
        LeastHashes other = new LeastHashes();
        for (int i = 0; i < 2000; i++) {
            for (int repeated = 0; repeated < 3; repeated++) {
                one.add(DocumentHash.mix(i + 1));
                other.add(DocumentHash.mix(i < shared ? i + 1 : i + 5000));
            }
        }
        assertEquals(
                shared / (4000.0 - shared),
                LeastHashes.similarity(one.toArray(), other.toArray()),
                0.06);
    }

    /// Pages of one template, two thirds alike: many are compared, and none is left out.
    @Test
    void aTemplateIsNotEnough() throws IOException {
        String template = text(IntStream.range(0, 86).toArray());
        Random random = new Random(3);
        List<String> pages =
                IntStream.range(0, 3000)
                        .mapToObj(
                                _ ->
                                        template
                                                + "\n"
                                                + text(random.ints(22, 100, 1 << 30).toArray()))
                        .toList();
        assertEquals(new BitSet(), find(0.8, pages));
        assertEquals(pages.size() - 1, find(0.5, pages).cardinality());
    }

    @Test
    void nothingIsLeftWhereItWasCutOff() throws IOException {
        try (NearDuplicateFinder finder = new NearDuplicateFinder(directory, 0.8)) {
            finder.add(0, hash("a"));
        }
        assertNoFiles();
    }

    @ParameterizedTest
    @CsvSource({"0.5, 42, 3", "0.7, 32, 4", "0.8, 21, 6", "0.9, 12, 10", "1, 1, 128"})
    void bandsAreAsLongAsTheyMayBe(double similarity, int count, int rows) {
        assertEquals(new Bands(count, rows), Bands.of(similarity));
    }

    private BitSet find(double similarity, List<String> documents) throws IOException {
        try (NearDuplicateFinder finder = new NearDuplicateFinder(directory, similarity)) {
            for (int document = 0; document < documents.size(); document++) {
                finder.add(document, hash(documents.get(document)));
            }
            return finder.find();
        }
    }

    /// Of a document with a paragraph a line.
    private static ShingleSummary hash(String document) {
        return PartShingles.of(List.of(new DocumentPart(0, true, document.lines().toList())))
                .getFirst()
                .shingles();
    }

    private void assertNoFiles() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(0, files.count());
        }
    }
}
