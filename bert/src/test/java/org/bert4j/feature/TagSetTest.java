package org.bert4j.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.dataset.TaggedText;
import org.bert4j.tokenizer.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class TagSetTest {
    private static final TagSet TAGS = TagSet.ofTypes(List.of("PER", "LOC"));

    @Test
    void typesAreSortedBehindO() {
        assertEquals(List.of("O", "B-LOC", "I-LOC", "B-PER", "I-PER"), TAGS.names());
        assertEquals(List.of("LOC", "PER"), TAGS.types());
    }

    @Test
    void typesAreThoseOfTheData() {
        TagSet tags = TagSet.of(List.of(text("O"), text("B-Z I-Z B-A")).iterator());
        assertEquals(List.of("O", "B-A", "I-A", "B-Z", "I-Z"), tags.names());
        assertArrayEquals(new int[] {3, 4, 1}, tags.ids(text("B-Z I-Z B-A")));
    }

    @Test
    void insideFollowsItsOwnTypeOnly() {
        boolean[][] allowed = {
            {true, true, false, true, false},
            {true, true, true, true, false},
            {true, true, true, true, false},
            {true, true, false, true, true},
            {true, true, false, true, true}
        };
        assertArrayEquals(allowed, TAGS.allowed());
        assertArrayEquals(allowed[0], TAGS.allowedStart());
    }

    @Test
    void typeKnownByItsInsideOnlyMayBeginAnywhere() {
        TagSet tags = new TagSet(List.of("O", "I-X", "B-Y", "I-Y"));
        assertArrayEquals(new boolean[] {true, true, true, false}, tags.allowedStart());
    }

    @Test
    void tagOutsideTheSetIsAFault() {
        BadInputException fault =
                assertThrows(BadInputException.class, () -> TAGS.ids(text("O B-DATE")));
        assertTrue(
                fault.getMessage()
                        .startsWith(
                                "f:1: the tag \"B-DATE\" of \"w\" is not one of [O, B-LOC, I-LOC,"),
                fault.getMessage());
    }

    @Test
    void dataWithoutEntitiesIsAFault() {
        assertThrows(BadInputException.class, () -> TagSet.of(List.of(text("O O")).iterator()));
    }

    @ParameterizedTest
    @CsvSource({"O S-X", "O B-", "LABEL_0 LABEL_1", "B-X I-X", "O B-X B-X"})
    void namesThatAreNoBioTagsAreAFault(String names) {
        assertThrows(BadInputException.class, () -> new TagSet(List.of(names.split(" "))));
    }

    /// Words of one letter, `w w w`.
    private static TaggedText text(String tags) {
        List<String> each = List.of(tags.split(" "));
        int[] starts = new int[each.size()];
        int[] ends = new int[each.size()];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = 2 * i;
            ends[i] = 2 * i + 1;
        }
        return new TaggedText("f:1", "w ".repeat(starts.length), starts, ends, each, List.of());
    }
}
