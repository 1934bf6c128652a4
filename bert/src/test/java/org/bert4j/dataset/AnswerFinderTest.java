package org.bert4j.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.bert4j.dataset.AnswerFinder.Found;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Optional;

class AnswerFinderTest {
    @ParameterizedTest(name = "{1} at {2} of \"{0}\" is at {3}")
    @CsvSource({
        "one two two, two, 4, 4, false",
        "one two two, two, 8, 8, false",
        "one two two, two, 9, 8, true",
        "one two two, two, 5, 4, true",
        "two one two, two, 4, 0, true", // a tie: the earlier
        "one two, one, 99, 0, true",
        "𠮷 two 😀 two, two, 8, 10, false",
        "𠮷 two 😀 two, two, 7, 10, true",
    })
    void offsetIsMendedToTheNearestOccurrence(
            String context, String answer, int codePoint, int start, boolean repaired) {
        AnswerSpan span = new AnswerSpan(start, start + answer.length());
        assertEquals(
                Optional.of(new Found(span, repaired)),
                new AnswerFinder(context).find(answer, codePoint));
    }

    @ParameterizedTest
    @CsvSource({"one two, three, 0", "one two, one, -1", "one two, '', 0"})
    void answerThatIsNoPartOfTheContextIsNotFound(String context, String answer, int codePoint) {
        assertEquals(Optional.empty(), new AnswerFinder(context).find(answer, codePoint));
    }

    @Test
    void farOccurrenceIsTakenOnlyIfItIsTheOnlyOne() {
        String far = "x".repeat(500);
        assertEquals(
                503, new AnswerFinder("no " + far + "two").find("two", 0).get().span().start());
        assertEquals(Optional.empty(), new AnswerFinder("no " + far + "two two").find("two", 0));
    }
}
