package org.bert4j.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.tokenizer.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

class HoldOutTest {
    private static final List<QaParagraph> PARAGRAPHS =
            IntStream.range(0, 200).mapToObj(i -> paragraph("Paragraph number " + i)).toList();

    @ParameterizedTest
    @CsvSource({"0.1, 20", "0.5, 100", "0.0001, 1", "0.9999, 199"})
    void shareIsExactAndNeitherSideIsEmpty(double share, int held) {
        HoldOut holdOut = HoldOut.choose(PARAGRAPHS.iterator(), share, 42);
        assertEquals(held, holdOut.held());
        assertEquals(held, PARAGRAPHS.stream().filter(holdOut::holds).count());
    }

    @Test
    void choiceDependsOnTextsAndSeedNotOnOrder() {
        List<QaParagraph> shuffled = new ArrayList<>(PARAGRAPHS);
        Collections.shuffle(shuffled, new Random(1));
        List<String> held = held(PARAGRAPHS, 42);
        assertEquals(held, held(shuffled, 42));
        assertNotEquals(held, held(PARAGRAPHS, 43));
    }

    @Test
    void repeatedParagraphIsOnOneSide() {
        List<QaParagraph> repeated =
                List.of(paragraph("a"), paragraph("b"), paragraph("a"), paragraph("a"));
        HoldOut holdOut = HoldOut.choose(repeated.iterator(), 0.5, 7);
        assertEquals(2, holdOut.distinct());
        assertEquals(holdOut.holds(repeated.get(0)), holdOut.holds(repeated.get(3)));
        assertNotEquals(holdOut.holds(repeated.get(0)), holdOut.holds(repeated.get(1)));
    }

    @Test
    void oneParagraphCannotBeSplit() {
        List<QaParagraph> one = List.of(paragraph("a"), paragraph("a"));
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
    void splitOfOneFileHasNoContextInCommon() {
        HoldOut holdOut = HoldOut.choose(PARAGRAPHS.iterator(), 0.2, 3);
        QaOverlap overlap =
                QaOverlap.measure(
                        PARAGRAPHS.stream().filter(p -> !holdOut.holds(p)).iterator(),
                        PARAGRAPHS.stream().filter(holdOut::holds).iterator());
        assertFalse(overlap.any());
        assertEquals(40, overlap.contexts());
    }

    private static List<String> held(List<QaParagraph> paragraphs, long seed) {
        HoldOut holdOut = HoldOut.choose(paragraphs.iterator(), 0.1, seed);
        return paragraphs.stream()
                .filter(holdOut::holds)
                .map(QaParagraph::context)
                .sorted()
                .toList();
    }

    private static QaParagraph paragraph(String context) {
        return paragraph(context, context.equals("b") ? "same?" : "About " + context + "?");
    }

    private static QaParagraph paragraph(String context, String question) {
        return QaParagraph.of(QaExample.unanswered(context, question, context));
    }
}
