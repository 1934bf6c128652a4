package org.bert4j.pretraining;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class MaskingTest {
    private static final SpecialIds SPECIAL = new SpecialIds(101, 102, 103, 30_000);
    private static final int FIRST_ID = 1000;
    private static final int SEED = 42;

    static Stream<Masking> ways() {
        return Stream.of(
                Masking.SHARE,
                Masking.google(128),
                Masking.INDEPENDENT,
                Masking.SHARE.withLongestNGram(3));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void eightyTenTenOfAHundredThousandTokensWithinThreeSigma(Masking masking) {
        long masked = 0;
        long kept = 0;
        long all = 0;
        for (int row = 0; all < 100_000; row++) {
            PretrainingRow made = mask(row(128, row), masking, row);
            for (int i = 0; i < made.maskedIds().length; i++) {
                int seen = made.inputIds()[made.maskedPositions()[i]];
                all++;
                masked += seen == SPECIAL.mask() ? 1 : 0;
                kept += seen == made.maskedIds()[i] ? 1 : 0;
            }
        }
        assertShare(0.8, masked, all);
        assertShare(0.1, kept, all);
        assertShare(0.1, all - masked - kept, all);
    }

    @Test
    void randomTokensComeFromTheWholeVocabulary() {
        Masking masking = new Masking(new Selection.Share(), 0.5, 0, 0, 1, false, 1);
        double mean =
                IntStream.range(0, 1000)
                        .mapToObj(row -> mask(row(202, row), masking, row))
                        .flatMapToInt(
                                row ->
                                        IntStream.of(row.maskedPositions())
                                                .map(i -> row.inputIds()[i]))
                        .average()
                        .orElseThrow();
        double sigma = 30_000 / Math.sqrt(12) / Math.sqrt(101_000);
        assertEquals(30_000 / 2.0, mean, 3 * sigma);
    }

    @Test
    void independentSelectionTakesItsRateOfTheTokensThatAreNotSpecial() {
        long masked =
                IntStream.range(0, 1000)
                        .mapToLong(
                                row ->
                                        mask(row(102, row), Masking.INDEPENDENT, row)
                                                .maskedIds()
                                                .length)
                        .sum();
        assertShare(0.15, masked, 100_000);
    }

    /// Python's rounding; special tokens count.
    @ParameterizedTest
    @CsvSource({"3, 1", "10, 2", "30, 4", "50, 8", "128, 19", "512, 77"})
    void aShareRoundsHalvesToTheEvenNumber(int length, int predictions) {
        assertEquals(predictions, mask(row(length, 0), Masking.SHARE, 0).maskedIds().length);
    }

    @Test
    void googlesMasksAreNoMoreThanTheirLimit() {
        assertEquals(20, mask(row(512, 0), Masking.google(128), 0).maskedIds().length);
        assertEquals(77, mask(row(512, 0), Masking.google(512), 0).maskedIds().length);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void wholeWordsStayWhole(Masking masking) {
        int several = 0;
        for (int number = 0; number < 2000; number++) {
            PlainRow row = row(128, number);
            PretrainingRow made = mask(row, masking.withWholeWords(true), number);
            boolean[] chosen = chosen(made);
            for (int i = 2; i < row.length() - 1; i++) {
                if (row.continues()[i]) {
                    assertEquals(
                            chosen[i - 1], chosen[i], "piece %d of row %d".formatted(i, number));
                    several += chosen[i] ? 1 : 0;
                }
            }
        }
        assertTrue(several > 1000, several + " pieces of chosen words");
    }

    @Test
    void singleTokensTakeNoNotice() {
        PlainRow row = row(128, 1);
        boolean[] chosen = chosen(mask(row, Masking.SHARE, 1));
        assertTrue(
                IntStream.range(2, 127)
                        .anyMatch(i -> row.continues()[i] && chosen[i] != chosen[i - 1]));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void whatIsNotChosenStaysAndSpecialTokensAreNeverChosen(Masking masking) {
        for (int number = 0; number < 1000; number++) {
            PlainRow row = row(128, number);
            PretrainingRow made = mask(row, masking, number);
            boolean[] chosen = chosen(made);
            assertTrue(!chosen[0] && !chosen[127]);
            int next = 0;
            for (int i = 0; i < 128; i++) {
                int id = chosen[i] ? made.maskedIds()[next++] : made.inputIds()[i];
                assertEquals(row.inputIds()[i], id);
            }
        }
    }

    @Test
    void runsOfWordsMakeNeighboursOfWhatIsChosen() {
        assertTrue(neighbours(Masking.SHARE.withLongestNGram(3)) > 2 * neighbours(Masking.SHARE));
    }

    private static long neighbours(Masking masking) {
        return IntStream.range(0, 1000)
                .mapToObj(row -> mask(row(128, row), masking, row).maskedPositions())
                .mapToLong(
                        at ->
                                IntStream.range(1, at.length)
                                        .filter(i -> at[i] == at[i - 1] + 1)
                                        .count())
                .sum();
    }

    @Test
    void sharesThatDoNotMakeOneAreRefused() {
        var fault =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new Masking(new Selection.Share(), 0.15, 0.8, 0.1, 0.2, false, 1));
        assertEquals(
                "maskShare 0.8, keepShare 0.1 and randomShare 0.2 must make 1", fault.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Masking.SHARE.withRate(1.5));
        assertThrows(IllegalArgumentException.class, () -> Masking.INDEPENDENT.withLongestNGram(2));
    }

    @Test
    void aHigherRateAllowsMorePredictionsInARow() {
        Masking twice = Masking.google(128).withRate(0.3);
        assertEquals(new Selection.AtMost(40), twice.selection());
        assertEquals(Masking.google(128), twice.withRate(Masking.RATE));
        assertEquals(Masking.google(512), Masking.google(512).withRate(Masking.RATE));
    }

    @Test
    void drawsDependOnTheirCountersAlone() {
        List<Double> first = fractions(new SeededDraws(SEED, 1, 2));
        assertEquals(first, fractions(new SeededDraws(SEED, 1, 2)));
        assertNotEquals(first, fractions(new SeededDraws(SEED, 2, 1)));
        assertEquals(0.5, mean(first), 3 / Math.sqrt(12) / Math.sqrt(100_000));
    }

    private static List<Double> fractions(Draws draws) {
        return Stream.generate(draws::random).limit(100_000).toList();
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    private static void assertShare(double expected, long found, long all) {
        double sigma = Math.sqrt(expected * (1 - expected) / all);
        assertEquals(expected, (double) found / all, 3 * sigma);
    }

    private static boolean[] chosen(PretrainingRow row) {
        boolean[] chosen = new boolean[row.length()];
        Arrays.stream(row.maskedPositions()).forEach(position -> chosen[position] = true);
        return chosen;
    }

    private static PretrainingRow mask(PlainRow row, Masking masking, int number) {
        return RowMasker.mask(row, masking, SPECIAL, new SeededDraws(SEED, number));
    }

    /// Of one part; a third of the tokens are pieces behind the first of a word.
    private static PlainRow row(int length, int seed) {
        RandomGenerator random = new Random(seed);
        int[] ids = IntStream.range(0, length).map(_ -> random.nextInt(FIRST_ID, 30_000)).toArray();
        ids[0] = SPECIAL.cls();
        ids[length - 1] = SPECIAL.sep();
        boolean[] continues = new boolean[length];
        IntStream.range(2, length - 1).forEach(i -> continues[i] = random.nextInt(3) == 0);
        return new PlainRow(ids, new int[length], continues, PretrainingRow.NONE);
    }
}
