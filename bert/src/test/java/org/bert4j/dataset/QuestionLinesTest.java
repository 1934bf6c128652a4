package org.bert4j.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.tokenizer.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class QuestionLinesTest {
    @Test
    void questionWithoutIdIsNamedByItsLine() {
        List<QaExample> examples =
                read(
                        """
                        {"question": "Who?", "context": "I."}

                        {"id": 9, "question": "What?", "context": "It."}\r
                        {"context": "They.", "question": "Which?"}\
                        """);
        assertEquals(List.of("1", "9", "4"), examples.stream().map(QaExample::id).toList());
        assertEquals("They.", examples.getLast().context());
        assertFalse(examples.getLast().trainable());
    }

    @Test
    void byteOrderMarkIsPassedOver() {
        List<QaExample> examples = read("\ufeff{\"question\": \"a\", \"context\": \"b\"}");
        assertEquals("a", examples.getFirst().question());
    }

    @Test
    void lineEndsAtLfOnly() {
        List<QaExample> examples =
                read("{\"question\": \"a\u2028b\",\r\"context\": \"c\u0085d\"}\n\n");
        assertEquals("a\u2028b", examples.getFirst().question());
        assertEquals(1, examples.size());
    }

    @Test
    void lineIsReadOnlyWhenAskedFor() {
        InputStream oneLineThenFault =
                new InputStream() {
                    private final byte[] line =
                            "{\"question\": \"q\", \"context\": \"c\"}\n"
                                    .getBytes(StandardCharsets.UTF_8);
                    private int at;

                    @Override
                    public int read() throws IOException {
                        if (at == line.length) {
                            throw new IOException("read ahead");
                        }
                        return line[at++];
                    }

                    @Override
                    public int read(byte[] target, int offset, int length) throws IOException {
                        target[offset] = (byte) read();
                        return 1;
                    }

                    @Override
                    public int available() {
                        return line.length - at;
                    }
                };
        QuestionLines lines = QuestionLines.from(oneLineThenFault, "standard input");
        assertEquals("q", lines.next().examples().getFirst().question());
        BadInputException fault = assertThrows(BadInputException.class, lines::hasNext);
        assertTrue(fault.getMessage().contains("after line 1 (read ahead)"), fault.getMessage());
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    '{"question": "q"'                         | :2 is not valid JSON
                    '{"question": "q"} {"context": "c"}'       | :2 is not valid JSON
                    '["q", "c"]'                               | :2 is an array, not an object
                    '{"context": "c"}'                         | :2 has no "question"
                    '{"question": "q"}'                        | :2 has no "context"
                    '{"question": 1, "context": "c"}'          | :2: "question" is the number 1, not a string
                    '{"id": [], "question": "", "context": ""}' | :2: "id" is an array, not a string or a whole number
                    '{"id": "1", "question": "", "context": ""}' | :2 repeats the question id "1"
                    """)
    void faultNamesItsLine(String line, String message) {
        String first = "{\"question\": \"q\", \"context\": \"c\"}\n";
        BadInputException fault =
                assertThrows(BadInputException.class, () -> read(first + line + "\n"));
        assertTrue(fault.getMessage().startsWith("lines" + message), fault.getMessage());
        assertTrue(fault.getMessage().endsWith("."), fault.getMessage());
    }

    @Test
    void missingFileIsAFault() {
        Path none = Path.of("no-such-file.jsonl");
        assertThrows(BadInputException.class, () -> QuestionLines.open(none));
    }

    private static List<QaExample> read(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<QaExample> examples = new ArrayList<>();
        try (QuestionLines lines = QuestionLines.from(new ByteArrayInputStream(bytes), "lines")) {
            lines.forEachRemaining(paragraph -> examples.addAll(paragraph.examples()));
        }
        return examples;
    }
}
