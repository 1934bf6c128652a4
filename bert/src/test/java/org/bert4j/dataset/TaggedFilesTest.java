package org.bert4j.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.tokenizer.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

class TaggedFilesTest {
    @TempDir private Path folder;

    static Stream<Arguments> layouts() {
        return Stream.of(
                Arguments.of(
                        "blanks, documents, CRLF",
                        """
                        -DOCSTART- -X- O\r
                        \r
                        U.N. NNP I-ORG\r
                        in IN O\r
                        New NNP I-LOC\r
                        York NNP I-LOC\r
                        \r
                        Rome NNP I-LOC
                        """,
                        "3 U.N. in New York [ORG U.N., LOC New York] 8 Rome [LOC Rome]"),
                Arguments.of(
                        "tabs, blanks inside words, byte order marks",
                        "\ufeffNew York\tB-LOC\n\ufeff\n \t\n\u3000\tO\nAnn\tB-PER\n",
                        "1 New York [LOC New York] 4 \u3000 Ann [PER Ann]"),
                Arguments.of(
                        "characters with positions",
                        "20\tO\n01\tO\n\n北0\tB-LOC\n京1\tI-LOC\n\ufffd\ufffd0\tO\n",
                        "1 2 0 [] 4 北京 \ufffd\ufffd [LOC 北京]"),
                Arguments.of(
                        "rows",
                        "label\ttext_a\nB-LOC I-LOC O\t北 京 。\n\nO\ta\n",
                        "2 北京。 [LOC 北京] 4 a []"),
                Arguments.of(
                        "spans",
                        """
                        {"text": "😀在北京和Ann", "label": {"place": {"北京": [[2, 3]]}, "name": {"Ann": [[5, 7]]}}}
                        {"text": "无", "label": {}}
                        """,
                        "1 😀在北京和Ann [place 北京, name Ann] 2 无 []"),
                Arguments.of(
                        "spans that overlap, or end inside a word",
                        """
                        {"text": "北京大学2008年", "label": {"a": {"北京": [[0, 1]]}, "b": {"北京大学": [[0, 3]]}, "c": {"08年": [[6, 8]]}}}
                        """,
                        "1 北京大学2008年 [b 北京大学, a 北京, c 08年]"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("layouts")
    void layoutIsDetectedAndRead(String name, String content, String expected) throws IOException {
        assertEquals(expected, shown(file("data", content)));
    }

    @Test
    void packedFileIsUnpacked() throws IOException {
        Path file = folder.resolve("data.bio.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("Rome B-LOC\n".getBytes(StandardCharsets.UTF_8));
        }
        assertEquals("1 Rome [LOC Rome]", shown(file));
    }

    @Test
    void filesFollowEachOtherInTheSchemeOfTheFirst() throws IOException {
        Path first = file("a", "Rome I-LOC\n");
        Path second = file("b", "{\"text\": \"Ann\", \"label\": {\"PER\": {\"Ann\": [[0, 2]]}}}\n");
        Path third = file("c", "Oslo I-LOC\nBergen B-LOC\n");
        try (TaggedFiles files = TaggedFiles.open(List.of(first, second, third))) {
            assertEquals(TagScheme.IOB1, files.scheme());
            assertEquals(
                    List.of(List.of("B-LOC"), List.of("B-PER"), List.of("B-LOC", "B-LOC")),
                    read(files).stream().map(TaggedText::tags).toList());
        }
    }

    @Test
    void textWithoutLabelIsUnlabelled() throws IOException {
        try (TaggedFiles files = open("{\"id\": 0, \"text\": \"Ann ran\"}\n")) {
            TaggedText text = files.next();
            assertFalse(text.isLabelled());
            assertEquals(2, text.words());
            assertEquals(List.of(), text.entities());
        }
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    'a I-X\\nb O\\n'              | columns, word = first column, tag = last column, IOB1 converted to BIO; 1 sentences, 2 words, 1 entities
                    'a B-X\\nb O\\nc I-X\\n'      | , BIO; 1 sentences, 3 words, 2 entities; tags that break the rules of BIO, read as seqeval reads them: 1
                    'a B-X\\n\ufeff\\n'           | read as blank: 1
                    'a0 B-X\\nb1 I-X\\n'          | character and its position
                    'text_a\\tlabel\\na b\\tO O'  | tab separated with a header
                    '{"text": "ab", "label": {"X": {"a": [[0, 0]]}}}' | cannot be learnt and count as missed: 1
                    """)
    void whatWasFoundIsSaid(String content, String expected) throws IOException {
        try (TaggedFiles files = open(content.translateEscapes())) {
            assertTrue(files.description().contains(expected), files.description());
        }
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    'a O\\n\\nb\\n'                  | :3 has no tag beside "b"
                    'a O\\n\\tO\\n'                  | :2 has no tag beside "O"
                    'a N O\\nb O\\n'                 | :2 has 2 columns where the lines before have 3
                    'a O\\nb B-X\\nc X\\n'           | :3: the tag "X" is not of the scheme BIO
                    'a O\\nb B\\n'                   | :2: the tag "B" is not of the scheme BIO
                    'a B-X\\nb M-X\\nc I-X\\n'       | :3: the tag "I-X" is not of the scheme BMES
                    'a U-X\\nb B-X\\nc L-X\\n'       | :1: the tag "U-X" is not of the scheme BIO
                    '\\n\\n'                         | ' holds no sentence'
                    'text_a\\tlabel\\na b\\tO\\n'    | :2 has 2 words in "text_a" but 1 tags in "label"
                    'text_a\\tlabel\\na b O O\\n'    | :2 has 1 columns where the header has 2
                    'text_a\\tlabel\\n\\t\\nx\\ty\\n' | :3: the tag "y" is not of the scheme BIO
                    'text_a\\tlabel\\n \\tO\\nx\\tO\\n' | :2 has 0 words in "text_a" but 1 tags
                    '{"text": "a"'                   | :1: not valid JSON
                    '{"label": {}}'                  | :1 has no "text"
                    '{"text": "a", "label": []}'     | :1: "label" is an array, not an object
                    '{"text": "a", "label": {"X": 1}}' | :1: "label.X" is the number 1, not an object
                    '{"text": "a", "label": {"X": {"a": [[0, 1]]}}}' | :1: [0,1] is no place of "X" in a text of 1 characters
                    '{"text": "a", "label": {"X": {"a": [0, 0]}}}' | :1: 0 is no place of "X"
                    '{"text": "ab", "label": {"X": {"a": [[1, 1]]}}}' | :1: the place [1,1] of "X" holds "b", not "a"
                    """)
    void faultNamesItsLine(String content, String message) throws IOException {
        Path file = file("data", content.translateEscapes());
        BadInputException fault =
                assertThrows(BadInputException.class, () -> TaggedFiles.open(List.of(file)));
        assertTrue(fault.getMessage().startsWith(file + message), fault.getMessage());
        assertTrue(fault.getMessage().endsWith("."), fault.getMessage());
    }

    @Test
    void schemeGivenByTheUserIsKeptTo() throws IOException {
        Path file = file("data", "a S-X\n");
        assertThrows(
                BadInputException.class, () -> TaggedFiles.open(List.of(file), TagScheme.IOB1));
        try (TaggedFiles files = TaggedFiles.open(List.of(file), TagScheme.BIOES)) {
            assertEquals(List.of("B-X"), files.next().tags());
        }
    }

    @Test
    void fileInAnotherEncodingIsAFault() throws IOException {
        Path file = folder.resolve("latin1");
        Files.write(file, "caf\u00e9 O\n".getBytes(StandardCharsets.ISO_8859_1));
        BadInputException fault =
                assertThrows(BadInputException.class, () -> TaggedFiles.open(List.of(file)));
        assertTrue(fault.getMessage().contains("not UTF-8"), fault.getMessage());
    }

    @Test
    void missingFileIsAFault() {
        Path none = folder.resolve("none");
        assertThrows(BadInputException.class, () -> TaggedFiles.open(List.of(none)));
    }

    private TaggedFiles open(String content) throws IOException {
        return TaggedFiles.open(List.of(file("data", content)));
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    /// Of each text: its line, the text, and its entities.
    private static String shown(Path file) {
        List<String> texts = new ArrayList<>();
        try (TaggedFiles files = TaggedFiles.open(List.of(file))) {
            for (TaggedText text : read(files)) {
                String line = text.place().substring(text.place().lastIndexOf(':') + 1);
                List<String> entities =
                        text.entities().stream()
                                .map(e -> e.type() + " " + e.text(text.text()))
                                .toList();
                texts.add(line + " " + text.text() + " " + entities);
            }
        }
        return String.join(" ", texts);
    }

    private static List<TaggedText> read(TaggedFiles files) {
        List<TaggedText> texts = new ArrayList<>();
        files.forEachRemaining(texts::add);
        return texts;
    }
}
