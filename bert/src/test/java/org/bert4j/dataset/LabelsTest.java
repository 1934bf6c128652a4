package org.bert4j.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.bert4j.tokenizer.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.stream.IntStream;

class LabelsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    10 9 2 9     | 2 9 10
                    1 0.5 -1     | -1 0.5 1
                    10 9 b a     | 10 9 a b
                    neg Pos pos  | Pos neg pos
                    \ue000 \ud83d\ude00 z | z \ue000 \ud83d\ude00
                    """)
    void namesAreInTheOrderOfNumbersOrCodePoints(String labels, String sorted) {
        assertEquals(List.of(sorted.split(" ")), Labels.of(examples(labels).iterator()).names());
    }

    @Test
    void idIsThePlaceInTheList() {
        Labels labels = new Labels(List.of("yes", "no"));
        assertEquals(1, labels.id(new TextExample("f:1", List.of("t"), List.of("no"))));
        assertEquals("no", labels.name(1));
    }

    @Test
    void severalLabelsAreAscendingIds() {
        Labels labels = new Labels(List.of("a", "b", "c"));
        TextExample example = new TextExample("f:1", List.of("t"), List.of("c", "a", "c"));
        assertArrayEquals(new int[] {0, 2}, labels.ids(example));
        assertArrayEquals(new int[] {1, 0, 1}, labels.counts(List.of(example).iterator()));
    }

    @Test
    void unknownLabelIsNamedWithItsLine() {
        Labels labels = new Labels(List.of("negative", "neutral", "positive"));
        BadInputException fault =
                assertThrows(BadInputException.class, () -> labels.id("neutrl", "train.tsv:418"));
        assertEquals(
                "train.tsv:418: label \"neutrl\" is not one of [negative, neutral, positive];"
                        + " fix the line or add the label to the task.",
                fault.getMessage());
    }

    @Test
    void messageShowsTwelveNames() {
        List<String> names = IntStream.range(0, 50).mapToObj(Integer::toString).toList();
        assertEquals("[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] and 38 more", Labels.shortened(names));
    }

    @Test
    void oneLabelIsNothingToLearn() {
        assertThrows(BadInputException.class, () -> Labels.of(examples("same same").iterator()));
        assertThrows(IllegalArgumentException.class, () -> new Labels(List.of("a", "a")));
        assertThrows(IllegalArgumentException.class, () -> new Labels(List.of()));
    }

    private static List<TextExample> examples(String labels) {
        return List.of(labels.split(" ")).stream()
                .map(label -> new TextExample("f:1", List.of("text"), List.of(label)))
                .toList();
    }
}
