package org.bert4j.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.tokenizer.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

class TextLinesTest {
    @Test
    void plainLineIsATextOrAPair() {
        List<TextExample> examples =
                read("\ufeffA fine film.\r\n\nIs it \"good\"?\tIt is.\n", TableShape.TEXT_OR_PAIR);
        assertEquals(List.of("A fine film."), examples.get(0).texts());
        assertEquals(List.of("Is it \"good\"?", "It is."), examples.get(2).texts());
        assertEquals("lines:3", examples.get(2).place());
    }

    /// So that answers can match lines.
    @Test
    void aBlankLineIsAnExampleWithAnEmptyText() {
        for (String text : List.of("a", "{\"text\": \"a\"}")) {
            List<TextExample> examples =
                    read("\n" + text + "\n \n\n" + text, TableShape.TEXT_OR_PAIR);
            List<String> texts = examples.stream().map(TextExample::text).toList();
            assertEquals(List.of("", "a", "", "", "a"), texts);
        }
    }

    @Test
    void jsonLineIsATextOrAPair() {
        List<TextExample> examples =
                read(
                        "{\"text\": \"a\\tb\"}\n{\"pair\": \"d\", \"text\": \"c\"}",
                        TableShape.TEXT_OR_PAIR);
        assertEquals(List.of("a\tb"), examples.get(0).texts());
        assertEquals(List.of("c", "d"), examples.get(1).texts());
    }

    @Test
    void choicesFollowTheirPrompt() {
        TableShape shape = TableShape.CHOICES.unlabelled();
        String json = "{\"text\": \"It rains.\", \"choices\": [\"wet\", \"dry\", \"hot\"]}";
        assertEquals(
                List.of("It rains.", "wet", "dry", "hot"), read(json, shape).getFirst().texts());
        assertEquals(3, read("It rains.\twet\tdry", shape).getFirst().texts().size());
    }

    @Test
    void lineIsReadOnlyWhenAskedFor() {
        InputStream fault =
                new InputStream() {
                    @Override
                    public int read() {
                        throw new IllegalStateException("read ahead");
                    }
                };
        InputStream first = new ByteArrayInputStream("one\n".getBytes(StandardCharsets.UTF_8));
        TextLines lines =
                TextLines.from(
                        new SequenceInputStream(first, fault), "stdin", TableShape.TEXT_OR_PAIR);
        assertEquals("one", lines.next().text());
        assertThrows(IllegalStateException.class, lines::hasNext);
    }

    /// So a file is computed in batches, and somebody typing is not waited for.
    @Test
    void whatIsBufferedIsReady() {
        byte[] bytes = "one\n\ntwo".getBytes(StandardCharsets.UTF_8);
        TextLines lines = TextLines.from(new ByteArrayInputStream(bytes), "stdin", TableShape.TEXT);
        List<Boolean> ready = new ArrayList<>();
        lines.forEachRemaining(_ -> ready.add(lines.ready()));
        assertEquals(List.of(true, true, false), ready);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\tb", "{\"text\": \"a\", \"pair\": \"b\"}"})
    void aPairIsAFaultWhereOneTextIsWanted(String line) {
        BadInputException fault =
                assertThrows(BadInputException.class, () -> read(line, TableShape.TEXT));
        assertEquals(
                "lines:1 has 2 texts and the task takes 1 text; put blanks in place of tabs, or"
                        + " write JSON with \"text\" alone.",
                fault.getMessage());
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    a plain line        | a<TAB>b<TAB>c        | :2 has 3 texts and the task takes 1 or 2 texts
                    a plain line        | a<TAB>               | :2: text 2 has no characters
                    '{"text": "first"}' | a plain line         | :2 is not valid JSON
                    '{"text": "first"}' | '{"pair": "p"}'      | :2 has no "text"
                    '{"text": "first"}' | '{"text": ["a"]}'    | :2: "text" is an array, not a string
                    '{"text": "first"}' | '{"text": "  "}'     | :2: text 1 has no characters
                    """)
    void faultNamesItsLine(String first, String second, String message) {
        String text = first + "\n" + second.replace("<TAB>", "\t") + "\n";
        BadInputException fault =
                assertThrows(BadInputException.class, () -> read(text, TableShape.TEXT_OR_PAIR));
        assertTrue(fault.getMessage().startsWith("lines" + message), fault.getMessage());
        assertTrue(fault.getMessage().endsWith("."), fault.getMessage());
    }

    private static List<TextExample> read(String text, TableShape shape) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<TextExample> examples = new ArrayList<>();
        try (TextLines lines = TextLines.from(new ByteArrayInputStream(bytes), "lines", shape)) {
            lines.forEachRemaining(examples::add);
        }
        return examples;
    }
}
