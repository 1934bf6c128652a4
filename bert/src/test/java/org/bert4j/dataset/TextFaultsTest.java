package org.bert4j.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.tokenizer.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/// What is wrong with a file is one sentence that names the place.
class TextFaultsTest {
    @TempDir Path directory;

    /// `~` is a tab and `/` a line end. The message begins with the path of the file.
    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            emptyValue = "",
            textBlock =
                    """
                    a.tsv   | ``                                  |  is empty
                    a.tsv   | text~label/                         |  has a header and no row
                    a.tsv   | text~label/good~1/bad/              | :3 has 1 cells and the first row has 2
                    a.tsv   | text~label/good~1/bad~0~x/          | :3 has 3 cells and the first row has 2
                    a.csv   | text,label/good, but long,1/        | :2 has 3 cells and the first row has 2
                    a.csv   | text,label/"good,1/bad,0/           |  is not valid CSV after line 1
                    a.csv   | text,label/"good"x,1/               |  is not valid CSV after line 1
                    a.tsv   | text~label/good~1/ ~0/              | :3: the text in "text" has no characters
                    a.tsv   | text~label/good~1/bad~/             | :3: a label in "label" is empty
                    a.tsv   | film is good~1/film was bad~0/~1/   | :3: the text in column 1 has no characters
                    a.tsv   | story~genre/a b~x y/                | : the label may be column 1 or column 2; name the column of the label, out of column 1 ("story"), column 2 ("genre").
                    a.csv   | label,text,review/1,a,b/            | : the text may be "text" or "review"; name the column of the text.
                    a.csv   | category,topic,text/1,a,b/          | : the label may be "category" or "topic"; name the column of the label.
                    a.csv   | label,a,b,c/1,one two,two three,three four/ | : a row needs 1 or 2 texts, and the columns of texts seem to be "a", "b", "c"; name them, out of "label", "a", "b", "c".
                    a.csv   | label,n/1,2/                        | : a row needs 1 or 2 texts, and the columns of texts seem to be none; name them, out of "label", "n".
                    a.jsonl | {"text": "a", "label": 1}/{"text": "b"}/     | :2 has no label in "label"
                    a.jsonl | {"text": "a", "label": 1}/{"text": "b", "label": [1, 2]}/ | :2 has 2 labels in "label"
                    a.jsonl | {"text": "a", "label": 1}/{"label": 1}/      | :2: the text in "text" has no characters
                    a.jsonl | {"text": "a", "label": 1}/["b", 1]/          | :2 is an array, not an object
                    a.jsonl | {"text": "a", "label": 1}/{"text": "b", /    |  is not valid JSON at line 3
                    a.json  | [{"text": "a", "label": 1}/                  |  is not valid JSON at line 2
                    a.json  | []                                           |  is empty
                    a.train | 1 good/2/                                    | :2 has no tab, and no label before a first blank
                    """)
    void fileIsRefused(String name, String content, String message) throws IOException {
        Path file = directory.resolve(name);
        Files.writeString(file, content.replace('~', '\t').replace('/', '\n'));
        assertFault(message, file, Columns.DETECT, TableShape.LABELLED_TEXT_OR_PAIR);
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    reviw | stars | has no column "reviw"; choose from "id", "review", "stars".
                    4     | stars | has no column "4"; choose from "id", "review", "stars".
                    review | 0    | has no column "0"; choose from "id", "review", "stars".
                    """)
    void namesThatAreThereAreListed(String text, String label, String message) throws IOException {
        Path file = Files.writeString(directory.resolve("a.csv"), "id,review,stars\n1,good,5\n");
        Columns columns = Columns.DETECT.withTexts(text).withLabels(label);
        assertFault(message, file, columns, TableShape.LABELLED_TEXT_OR_PAIR);
    }

    @Test
    void columnsWithoutNamesAreShownWithTheirValues() throws IOException {
        Path file = Files.writeString(directory.resolve("a.tsv"), "A film of great length\t1\n");
        assertFault(
                "has no column \"text\"; choose from column 1 (\"A film of great"
                        + " leng...\"), column 2 (\"1\").",
                file,
                Columns.DETECT.withTexts("text"),
                TableShape.LABELLED_TEXT_OR_PAIR);
    }

    @Test
    void scoreIsANumber() throws IOException {
        Path file =
                Files.writeString(
                        directory.resolve("a.csv"),
                        "sentence1,sentence2,score\na,b,1.5\nc,d,high\n");
        assertFault(
                ":3: the score \"high\" is not a number",
                file,
                Columns.DETECT,
                TableShape.SCORED_PAIR);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    '{"context": "c", "choices": ["x"], "label": 0}'      | :1 has the choices [x]; give two or more
                    '{"context": "c", "choices": ["x", ""], "label": 0}'  | :1 has the choices [x, ]; give two or more
                    '{"context": "c", "choices": ["x", "y"], "label": 2}' | ':1: the answer "2" is neither a choice of [x, y] nor its index from 0'
                    '{"context": "c", "choices": ["1", "0"], "label": "1"}' | ':1: the answer "1" is the index of one choice and the text of another'
                    '{"context": "c", "label": 1}'                        | ': a row needs at least 3 texts'
                    """)
    void choicesAndAnswerFit(String row, String message) throws IOException {
        Path file = Files.writeString(directory.resolve("a.jsonl"), row + "\n");
        assertFault(message, file, Columns.DETECT, TableShape.CHOICES);
    }

    @Test
    void flagIsZeroOrOne() throws IOException {
        StringBuilder rows = new StringBuilder("text,rude,loud\n");
        rows.repeat("some text,0,1\n", 300).append("more text,2,0\n");
        Path file = Files.writeString(directory.resolve("a.csv"), rows);
        assertFault(
                ":302: \"rude\" is \"2\" and the rows before have 0 or 1",
                file,
                Columns.DETECT.withLabels("rude", "loud"),
                TableShape.MULTI_LABELLED_TEXT_OR_PAIR);
    }

    @Test
    void pairsDoNotMixWithSingleTexts() throws IOException {
        Path single = Files.writeString(directory.resolve("a.csv"), "text,label\na,1\n");
        Path pair = Files.writeString(directory.resolve("b.csv"), "text,pair,label\na,b,1\n");
        BadInputException fault =
                assertThrows(
                        BadInputException.class,
                        () ->
                                read(
                                        List.of(single, pair),
                                        Columns.DETECT,
                                        TableShape.LABELLED_TEXT_OR_PAIR));
        assertTrue(
                fault.getMessage().startsWith(pair + ":2 has 2 texts and " + single + ":2 has 1"),
                fault.getMessage());
    }

    @Test
    void rowWithoutLabelsSaysSo() throws IOException {
        Path file =
                Files.writeString(
                        directory.resolve("a.jsonl"),
                        "{\"text\": \"a\", \"labels\": [\"x\"]}\n{\"text\": \"b\"}\n");
        assertFault(
                ":2 has no \"labels\"; write an empty array",
                file,
                Columns.DETECT,
                TableShape.MULTI_LABELLED_TEXT_OR_PAIR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.tsv", "a.csv", "a.jsonl", "a.txt"})
    void otherEncodingsAreNotGuessed(String name) throws IOException {
        Path file = directory.resolve(name);
        Files.write(file, "\n{\"text\": \"很好,\t1\"}".getBytes(Charset.forName("GB18030")));
        assertFault(
                "is not UTF-8 text; save it as UTF-8.",
                file,
                Columns.DETECT,
                TableShape.LABELLED_TEXT_OR_PAIR);
    }

    @Test
    void packedFileMayBeCutOffOrNoneAtAll() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write("text\tlabel\ngood\t1\nbad\t0\n".repeat(50).getBytes(StandardCharsets.UTF_8));
        }
        Path cut = directory.resolve("cut.tsv.gz");
        Files.write(cut, Arrays.copyOf(packed.toByteArray(), packed.size() - 20));
        assertFault("cannot be", cut, Columns.DETECT, TableShape.TEXT_OR_PAIR);
        Path plain = Files.writeString(directory.resolve("plain.tsv.gz"), "text\tlabel\n");
        assertFault(
                "cannot be opened (Not in GZIP format)",
                plain,
                Columns.DETECT,
                TableShape.TEXT_OR_PAIR);
    }

    @Test
    void missingFileAndEmptyDirectoryAreFaults() {
        Path none = directory.resolve("none.tsv");
        assertFault("does not exist", none, Columns.DETECT, TableShape.TEXT_OR_PAIR);
        assertFault("is empty", directory, Columns.DETECT, TableShape.LABELLED_TEXT_OR_PAIR);
    }

    @Test
    void sentencesDoNotPassForLabelsAndTexts() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 25; i++) {
            lines.append("Word%d begins this sentence.\n".formatted(i / 2));
        }
        Path file = Files.writeString(directory.resolve("a.txt"), lines);
        assertFault(
                "has no tab, and its first 25 lines begin with 13 different words",
                file,
                Columns.DETECT,
                TableShape.LABELLED_TEXT_OR_PAIR);
    }

    @Test
    void oneLabelIsAskedForAndThereAreTwo() {
        TextExample example = new TextExample("a.tsv:7", List.of("text"), List.of("x", "y"));
        BadInputException fault = assertThrows(BadInputException.class, example::label);
        assertEquals(
                "a.tsv:7: this row has 2 labels [x, y] where one is wanted; fix the row.",
                fault.getMessage());
    }

    private static void assertFault(String start, Path file, Columns columns, TableShape shape) {
        BadInputException fault =
                assertThrows(BadInputException.class, () -> read(List.of(file), columns, shape));
        String message = fault.getMessage();
        assertTrue(message.startsWith(file.toString()), message);
        assertTrue(message.substring(file.toString().length()).strip().startsWith(start), message);
        assertTrue(message.matches("[^\n]*[.]"), message);
    }

    private static void read(List<Path> files, Columns columns, TableShape shape) {
        try (TextFiles examples = TextFiles.open(files, columns, shape)) {
            examples.forEachRemaining(_ -> {});
        }
    }
}
