package org.bert4j.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.tokenizer.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class SquadReaderTest {
    @TempDir private Path folder;

    @Test
    void questionsOfAParagraphShareItsContext() throws IOException {
        QaParagraph paragraph =
                readAll(
                                """
                                {"data": [{"title": "T", "paragraphs": [{"qas": [
                                 {"id": "a", "question": "Who?", "answers": [{"text": "I", "answer_start": 0}]},
                                 {"id": 7, "question": "What?", "answers": []}], "context": "I am."}]}]}
                                """)
                        .getFirst();
        assertEquals("T", paragraph.title());
        assertEquals(List.of("a", "7"), paragraph.examples().stream().map(QaExample::id).toList());
        assertSame(paragraph.examples().get(0).context(), paragraph.examples().get(1).context());
        assertFalse(paragraph.examples().get(0).impossible());
        assertTrue(paragraph.examples().get(1).impossible());
    }

    @Test
    void byteOrderMarkIsPassedOver() throws IOException {
        String question = "\"id\": \"q\", \"question\": \"?\", \"answers\": []";
        assertEquals(1, readAll("\ufeff" + file("I am.", question)).size());
    }

    @Test
    void answerOffsetsCountCodePoints() throws IOException {
        QaExample example = one("\\ud842\\udfb7 says hi", "hi", "7");
        assertEquals(List.of(new AnswerSpan(8, 10)), example.spans());
        assertEquals("hi", example.spans().getFirst().text(example.context()));
    }

    @Test
    void isImpossibleWinsAndPlausibleAnswersAreNoAnswers() throws IOException {
        String question =
                "\"id\": \"q\", \"question\": \"?\", \"is_impossible\": true, \"answers\": [],"
                        + " \"plausible_answers\": [{\"text\": \"I\", \"answer_start\": 0}]";
        QaExample example = readAll(file("I am.", question)).getFirst().examples().getFirst();
        assertTrue(example.impossible());
        assertTrue(example.trainable());
        assertEquals(List.of(), example.answers());
    }

    @Test
    void answerThatIsNotInTheContextIsKeptForScoringOnly() throws IOException {
        QaExample example = one("I am.", "you are", "0");
        assertEquals(List.of("you are"), example.answers());
        assertEquals(List.of(), example.spans());
        assertFalse(example.trainable());
        assertFalse(example.impossible());
    }

    @Test
    void reportCountsWhatWasFound() throws IOException {
        Path path =
                write(
                        """
                        {"data": [{"paragraphs": [{"context": "a b c b", "qas": [
                          {"id": "1", "question": "?", "answers": [{"text": "c", "answer_start": 4}]},
                          {"id": "2", "question": "?", "answers": [{"text": "c", "answer_start": 3}]},
                          {"id": "3", "question": "?", "answers": [{"text": "z", "answer_start": 3},
                                                                   {"text": "a", "answer_start": 0}]},
                          {"id": "4", "question": "?", "answers": [{"text": "a", "answer_start": -1}]},
                          {"id": "5", "question": "?", "answers": [], "is_impossible": true}]}]}]}
                        """);
        try (SquadReader reader = SquadReader.open(path)) {
            reader.forEachRemaining(_ -> {});
            assertEquals(new QaReport(1, 5, 1, 5, 1, 2, 1), reader.report());
            assertEquals(
                    "5 questions on 1 paragraphs, 1 of them without an answer; 1 answer offsets"
                        + " mended; 2 of 5 reference answers are not in their context; 1 questions"
                        + " cannot be trained on",
                    reader.report().summary());
        }
    }

    /// Counts published with the data, or found there.
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "squad/dev-v2.0.part-a.json, 390, 3708, 1987, 5518, 0, 0, 0",
        "squad/train-v1.1.part.json, 678, 4370, 0, 4370, 0, 0, 0",
        "xquad/xquad.zh.part-a.json, 120, 624, 0, 624, 0, 0, 0",
        "covid-qa/200423_covidQA.json, 98, 1380, 0, 1380, 234, 0, 0",
        "cmrc2018/cmrc2018_trial.json, 256, 1002, 0, 1002, 5, 0, 0",
        "cmrc2018/cmrc2018_dev.part-a.json, 424, 1493, 0, 4479, 7, 125, 0",
        "drcd/DRCD_dev.json, 1000, 3524, 0, 7048, 0, 0, 0",
    })
    void publicFilesHaveTheirPublishedCounts(
            String file,
            int paragraphs,
            int questions,
            int impossible,
            int answers,
            int repaired,
            int missing,
            int untrainable) {
        try (SquadReader reader = SquadReader.open(SharedData.file(file))) {
            reader.forEachRemaining(SquadReaderTest::assertSpansAreAnswers);
            assertEquals(
                    new QaReport(
                            paragraphs,
                            questions,
                            impossible,
                            answers,
                            repaired,
                            missing,
                            untrainable),
                    reader.report());
        }
    }

    private static void assertSpansAreAnswers(QaParagraph paragraph) {
        for (QaExample example : paragraph.examples()) {
            for (AnswerSpan span : example.spans()) {
                assertTrue(example.answers().contains(span.text(example.context())), example.id());
            }
        }
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ''                                     | is empty; fetch the file again or give another one.
                    '{"data": [{"paragraphs": [{"context'  | is not valid JSON at line 1
                    '{"data": [{"paragraphs": [{"context": "c", "qas": []' | in data[0].paragraphs[0]
                    '["a", "b"]'                           | holds an array at its top, so it is not SQuAD-shaped
                    '"text"'                               | holds a string at its top
                    'no json'                              | is not valid JSON at line 1
                    '   '                                  | holds nothing at its top
                    '{"id": "1", "question": "?", "context": "c"}' | has no "data" at its top
                    '{"data": {"a": 1}}'                   | has an object as "data"
                    '{"data": []}'                         | has no question in it
                    '{"data": ["a"]}'                      | has a string at data[0]
                    '{"data": [{"text": "a", "label": 1}]}' | has no "paragraphs" at data[0]
                    '{"data": [{"paragraphs": 3}]}'        | has a number as data[0].paragraphs
                    '{"data": [{"paragraphs": ["a"]}]}'    | data[0].paragraphs[0] is a string, not an object
                    '{"data": [{"paragraphs": [{"qas": []}]}]}' | data[0].paragraphs[0] has no "context"
                    '{"data": [{"paragraphs": [{"context": "c"}]}]}' | data[0].paragraphs[0] has no "qas"
                    '{"data": [{"paragraphs": [{"context": ["c"], "qas": []}]}]}' | "context" is an array, not a string
                    '{"data": [{"paragraphs": [{"context": "c", "qas": [5]}]}]}' | data[0].paragraphs[0].qas[0] is the number 5, not an object
                    '{"data": [{"paragraphs": [{"context": "c", "qas": [{"question": "?", "answers": []}]}]}]}' | qas[0] has no "id"
                    '{"data": [{"paragraphs": [{"context": "c", "qas": [{"id": "1", "answers": []}]}]}]}' | qas[0] has no "question"
                    '{"data": [{"paragraphs": [{"context": "c", "qas": [{"id": "1", "question": "?"}]}]}]}' | qas[0] has no "answers"
                    '{"data": [{"paragraphs": [{"context": "c", "qas": [{"id": "1", "question": "?", "answers": {"text": ["c"], "answer_start": [0]}}]}]}]}' | "answers" is an object, not an array
                    '{"data": [{"paragraphs": [{"context": "c", "qas": [{"id": "1", "question": "?", "answers": [{"text": "c"}]}]}]}]}' | answers[0] has no "answer_start"
                    '{"data": [{"paragraphs": [{"context": "c", "qas": [{"id": "1", "question": "?", "answers": [{"text": "c", "answer_start": "0"}]}]}]}]}' | "answer_start" is a string, not a whole number
                    '{"data": [{"paragraphs": [{"context": "c", "qas": [{"id": "1", "question": "?", "answers": [{"text": null, "answer_start": 0}]}]}]}]}' | answers[0] has no "text"
                    '{"data": [{"paragraphs": [{"context": "c", "qas": [{"id": "1", "question": "?", "answers": [], "is_impossible": "no"}]}]}]}' | "is_impossible" is a string, not true or false
                    '{"data": [{"paragraphs": [{"context": "c", "qas": [{"id": "1", "question": "?", "answers": []}, {"id": "1", "question": "?", "answers": []}]}]}]}' | qas[1] repeats the question id "1"
                    """)
    void faultIsOneSentenceWithFileAndPlace(String json, String message) throws IOException {
        Path path = write(json);
        String said = fault(path);
        assertTrue(said.contains(message), said);
        assertTrue(said.startsWith(path.toString()), said);
        assertTrue(said.endsWith(".") && !said.contains("\n"), said);
    }

    @Test
    void fileCutOffAnywhereIsAFault() throws IOException {
        String json = file("I am.", "\"id\": \"q\", \"question\": \"?\", \"answers\": []");
        String whole = Files.readString(write(json)).stripTrailing();
        for (int length = 0; length < whole.length(); length++) {
            fault(write(whole.substring(0, length)));
        }
    }

    @Test
    void missingFileAndDirectoryAreFaults() {
        assertTrue(fault(folder.resolve("none.json")).contains("does not exist"));
        assertTrue(fault(folder).contains("is a directory"));
    }

    private String fault(Path path) {
        return assertThrows(
                        BadInputException.class,
                        () -> {
                            try (SquadReader reader = SquadReader.open(path)) {
                                reader.forEachRemaining(_ -> {});
                            }
                        })
                .getMessage();
    }

    private QaExample one(String context, String answer, String start) throws IOException {
        String question =
                "\"id\": \"q\", \"question\": \"?\", \"answers\": [{\"text\": \"%s\", \"answer_start\": %s}]"
                        .formatted(answer, start);
        return readAll(file(context, question)).getFirst().examples().getFirst();
    }

    private static String file(String context, String question) {
        return "{\"data\": [{\"paragraphs\": [{\"context\": \"%s\", \"qas\": [{%s}]}]}]}"
                .formatted(context, question);
    }

    private List<QaParagraph> readAll(String json) throws IOException {
        List<QaParagraph> paragraphs = new ArrayList<>();
        try (SquadReader reader = SquadReader.open(write(json))) {
            reader.forEachRemaining(paragraphs::add);
        }
        return paragraphs;
    }

    private Path write(String json) throws IOException {
        return Files.writeString(folder.resolve("data.json"), json);
    }
}
