package org.bert4j.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.tokenizer.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class TagSchemeTest {
    /// Each way of writing the same entities; for tags against the rules, what get_entities of
    /// seqeval 1.2.2 finds in them.
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    IOB1  | I-A I-A B-A O I-B I-A       | B-A I-A B-A O B-B B-A
                    IOB1  | O B-A I-A                   | O B-A I-A
                    BIO   | B-A I-A B-A O B-B B-A       | B-A I-A B-A O B-B B-A
                    BIO   | O I-A I-A I-B B-B           | O B-A I-A B-B B-B
                    BMES  | B-A E-A S-A O B-B M-B E-B   | B-A I-A B-A O B-B I-B I-B
                    BMES  | E-A O M-A E-A E-B           | B-A O B-A I-A B-B
                    BMES  | S-A E-A E-A                 | B-A B-A B-A
                    BIOES | B-A E-A S-A O B-B I-B E-B   | B-A I-A B-A O B-B I-B I-B
                    BIOES | B-x-y E-x-y                 | B-x-y I-x-y
                    """)
    void tagsAreConvertedToBio(TagScheme scheme, String tags, String bio) {
        assertEquals(words(bio), scheme.toBio(words(tags), i -> "f:" + i));
    }

    @ParameterizedTest
    @EnumSource
    void conversionThereAndBackChangesNothing(TagScheme scheme) {
        Random random = new Random(2003);
        for (int round = 0; round < 500; round++) {
            List<String> bio = randomBio(random);
            assertEquals(bio, scheme.toBio(scheme.fromBio(bio), i -> "f:" + i));
        }
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    I-A I-A O I-B B-B       | IOB1
                    I-A O B-A O I-A         | IOB1
                    B-A I-A O B-B B-B       | BIO
                    B-A O I-A O B-B         | BIO
                    O O                     | BIO
                    B-A E-A S-A O           | BMES
                    B-A M-A E-A             | BMES
                    B-A I-A E-A O           | BIOES
                    S-A B-B I-B E-B         | BIOES
                    """)
    void schemeIsToldByItsTags(String tags, TagScheme scheme) {
        TagCensus census = new TagCensus();
        census.add(words(tags));
        assertEquals(scheme, census.scheme());
    }

    @Test
    void tagOfAnotherSchemeIsAFault() {
        BadInputException fault =
                assertThrows(
                        BadInputException.class,
                        () -> TagScheme.BIO.toBio(words("O S-A"), i -> "f:" + (i + 7)));
        assertTrue(
                fault.getMessage().startsWith("f:8: the tag \"S-A\" is not of the scheme BIO"),
                fault.getMessage());
    }

    @Test
    void entitiesAreReadAsSeqevalReadsThem() {
        List<EntitySpan> entities =
                BioTags.entities(
                        words("I-A I-A B-A O I-B I-A"),
                        new int[] {0, 2, 4, 6, 8, 10},
                        new int[] {1, 3, 5, 7, 9, 11});
        assertEquals(
                List.of(
                        new EntitySpan("A", 0, 3),
                        new EntitySpan("A", 4, 5),
                        new EntitySpan("B", 8, 9),
                        new EntitySpan("A", 10, 11)),
                entities);
    }

    private static List<String> randomBio(Random random) {
        List<String> tags = new ArrayList<>();
        String before = "O";
        for (int i = random.nextInt(1, 12); i > 0; i--) {
            boolean goesOn = !before.equals("O") && random.nextBoolean();
            String begun = random.nextInt(3) == 0 ? "O" : "B-" + "XYZ".charAt(random.nextInt(3));
            before = goesOn ? "I-" + BioTags.type(before) : begun;
            tags.add(before);
        }
        return tags;
    }

    private static List<String> words(String text) {
        return List.of(text.split(" "));
    }
}
