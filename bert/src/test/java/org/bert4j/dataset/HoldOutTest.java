package org.bert4j.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.tokenizer.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

class HoldOutTest {
    private static final List<String> TEXTS =
            IntStream.range(0, 200).mapToObj(i -> "Paragraph number " + i).toList();

    @ParameterizedTest
    @CsvSource({"0.1, 20", "0.5, 100", "0.0001, 1", "0.9999, 199"})
    void shareIsExactAndNeitherSideIsEmpty(double share, int held) {
        HoldOut holdOut = HoldOut.choose(TEXTS.iterator(), share, 42);
        assertEquals(held, holdOut.held());
        assertEquals(held, TEXTS.stream().filter(holdOut::holds).count());
    }

    @Test
    void choiceDependsOnTextsAndSeedNotOnOrder() {
        List<String> shuffled = new ArrayList<>(TEXTS);
        Collections.shuffle(shuffled, new Random(1));
        List<String> held = held(TEXTS, 42);
        assertEquals(held, held(shuffled, 42));
        assertNotEquals(held, held(TEXTS, 43));
    }

    @Test
    void repeatedTextIsOnOneSide() {
        HoldOut holdOut = HoldOut.choose(List.of("a", "b", "a", "a").iterator(), 0.5, 7);
        assertEquals(2, holdOut.distinct());
        assertNotEquals(holdOut.holds("a"), holdOut.holds("b"));
    }

    @Test
    void oneTextCannotBeSplit() {
        List<String> one = List.of("a", "a");
        assertThrows(BadInputException.class, () -> HoldOut.choose(one.iterator(), 0.1, 1));
    }

    @Test
    void overlapCountsDevelopmentTextsFoundInTraining() {
        List<QaParagraph> train = List.of(paragraph("a"), paragraph("b", "same?"));
        List<QaParagraph> dev =
                List.of(paragraph("b"), paragraph("c", "same?"), paragraph("d"), paragraph("e"));
        QaOverlap overlap = QaOverlap.measure(train.iterator(), dev.iterator());
        assertEquals(new QaOverlap(4, 1, 4, 2), overlap);
        assertEquals(0.25, overlap.contextShare());
        assertEquals(0.5, overlap.questionShare());
        assertTrue(overlap.any());
    }

    @Test
    void textsOfBothPartsAreCountedOnceInTheOverlap() {
        List<String> train = List.of("a", "b", "b");
        List<String> dev = List.of("b", " b ", "c", "d", "e");
        assertEquals(0.25, share(train, dev));
        assertEquals(0, share(train, List.of()));
    }

    @Test
    void partsOfOneFileHaveNoTextInCommon() {
        HoldOut holdOut = HoldOut.choose(TEXTS.iterator(), 0.2, 3);
        List<String> train = TEXTS.stream().filter(text -> !holdOut.holds(text)).toList();
        assertEquals(0, share(train, TEXTS.stream().filter(holdOut::holds).toList()));
    }

    private static double share(List<String> train, List<String> dev) {
        TextOverlap overlap = new TextOverlap(train.iterator());
        dev.forEach(overlap::add);
        return overlap.share();
    }

    /// 2000 texts in 5 parts: 400 in each, with a standard deviation of 18.
    @Test
    void foldsAreEvenWithinChance() {
        Folds folds = new Folds(5, 42);
        int[] sizes = new int[5];
        IntStream.range(0, 2000).forEach(i -> sizes[folds.fold("text " + i)]++);
        assertTrue(
                Arrays.stream(sizes).allMatch(size -> Math.abs(size - 400) < 4 * 18),
                Arrays.toString(sizes));
    }

    @Test
    void foldDependsOnTextAndSeed() {
        List<Integer> first = TEXTS.stream().map(new Folds(10, 1)::fold).toList();
        assertEquals(first, TEXTS.stream().map(new Folds(10, 1)::fold).toList());
        assertNotEquals(first, TEXTS.stream().map(new Folds(10, 2)::fold).toList());
        assertThrows(IllegalArgumentException.class, () -> new Folds(1, 1));
    }

    private static List<String> held(List<String> texts, long seed) {
        HoldOut holdOut = HoldOut.choose(texts.iterator(), 0.1, seed);
        return texts.stream().filter(holdOut::holds).sorted().toList();
    }

    private static QaParagraph paragraph(String context) {
        return paragraph(context, context.equals("b") ? "same?" : "About " + context + "?");
    }

    private static QaParagraph paragraph(String context, String question) {
        return QaParagraph.of(QaExample.unanswered(context, question, context));
    }
}
