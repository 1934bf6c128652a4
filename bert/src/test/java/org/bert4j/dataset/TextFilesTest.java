package org.bert4j.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

class TextFilesTest {
    private static final TableShape CLASSIFY = TableShape.LABELLED_TEXT_OR_PAIR;

    @TempDir Path directory;

    /// `~` is a tab, `/` a line end and `^` a CR.
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    a.tsv   | It was "good~pos/"Bad" it was~neg/          | pos:It was "good neg:"Bad" it was
                    a.txt   | pos~a good one^/neg~bad^/                   | pos:a good one neg:bad
                    a.csv   | text,label/"so, ""good""\",pos/"a/b",neg/    | pos:so, "good" neg:a/b
                    a.csv   | text,label^/good,pos^/bad,neg               | pos:good neg:bad
                    a.csv   | Label,Review//1,good/0,bad                  | 1:good 0:bad
                    a.jsonl | {"text": "a", "label": 1}/{"label": true, "text": 2.5}   | 1:a true:2.5
                    a.json  | [{"text": "a", "label": "x"},/{"text": "b", "label": "y"}] | x:a y:b
                    a.json  | {"text": "a",/"label": "x"}/{"text": ["b", "c"], "label": ["y"]} | x:a y:b/c
                    a.train | DESC:def What is it ?/HUM:ind Who is it ?   | DESC:def:What is it ? HUM:ind:Who is it ?
                    a.dev   | the film is long~1/the film~0/              | 1:the film is long 0:the film
                    """)
    void formatFollowsTheName(String name, String content, String expected) throws IOException {
        Path file = write(name, lines(content));
        String found =
                String.join(" ", read(file).stream().map(e -> e.label() + ":" + e.text()).toList());
        assertEquals(lines(expected), found);
    }

    @Test
    void packedFileIsUnpackedAndItsMarkIsDropped() throws IOException {
        Path file = directory.resolve("a.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("\ufefflabel,text\n1,好\n0,坏\n".getBytes(StandardCharsets.UTF_8));
        }
        assertEquals(List.of("好", "坏"), read(file).stream().map(TextExample::text).toList());
    }

    @Test
    void linesEndAtLfOnly() throws IOException {
        Path file = write("a.tsv", "one\u2028two\u0085three\rfour\tx\nfive\ty\n");
        assertEquals("one\u2028two\u0085three\rfour", read(file).getFirst().text());
    }

    @Test
    void placeIsFileAndLine() throws IOException {
        Path csv = write("a.csv", "text,label\n\"two\nlines\",x\nb,y\n");
        assertEquals(List.of(csv + ":2", csv + ":4"), places(csv));
        Path json =
                write(
                        "a.json",
                        "[\n{\"text\": \"a\", \"label\": 1},\n\n{\"text\": \"b\", \"label\": 2}]");
        assertEquals(List.of(json + ":2", json + ":4"), places(json));
        Path tsv = write("a.tsv", "one a\tx\n\none b\ty\n");
        assertEquals(List.of(tsv + ":1", tsv + ":3"), places(tsv));
    }

    @Test
    void directoryHasASubdirectoryForEachLabel() throws IOException {
        write("reviews/pos/1_9.txt", "Good.\nVery good.\n");
        write("reviews/pos/0_9.txt", "Fine.");
        write("reviews/neg/0_1.txt", "Bad.");
        write("reviews/neg/notes.md", "not a text");
        write("reviews/unsup/0_0.txt", "Unknown.");
        Path reviews = directory.resolve("reviews");
        try (TextFiles files = TextFiles.open(List.of(reviews), Columns.DETECT, CLASSIFY)) {
            assertEquals(
                    reviews
                            + ": a directory for each of 2 labels (neg, pos), \"unsup\" skipped;"
                            + " text = \"text\", label = \"label\"",
                    files.description());
        }
        List<TextExample> examples = read(reviews);
        assertEquals(
                List.of("neg", "pos", "pos"), examples.stream().map(TextExample::label).toList());
        assertEquals("Fine.", examples.get(1).text());
        assertEquals(reviews.resolve("pos/0_9.txt").toString(), examples.get(1).place());
    }

    @Test
    void filesFollowEachOtherAndEachHasItsOwnColumns() throws IOException {
        Path first = write("a.tsv", "good film\tpos\nbad film\tneg\n");
        Path second = write("b.csv", "label,text\npos,fine\n");
        try (TextFiles files = TextFiles.open(List.of(first, second), Columns.DETECT, CLASSIFY)) {
            List<TextExample> examples = list(files);
            assertEquals(
                    List.of("good film", "bad film", "fine"),
                    examples.stream().map(TextExample::text).toList());
            assertEquals(2, files.description().lines().count());
            assertFalse(files.hasNext());
        }
    }

    @Test
    void onlyWantedExamplesAreGiven() throws IOException {
        Path file = write("a.tsv", "good film\tpos\nbad film\tneg\nfine film\tpos\n");
        try (TextFiles files =
                TextFiles.open(
                        List.of(file), Columns.DETECT, CLASSIFY, e -> e.label().equals("pos"))) {
            assertEquals(2, list(files).size());
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    body | stars  | x:good
                    BODY | Stars  | x:good
                    2    | 3      | x:good
                    body | 1      | 7:good
                    """)
    void columnIsGivenByNameOrPosition(String text, String label, String first) throws IOException {
        Path file = write("a.csv", "number,body,stars\n7,good,x\n8,bad,y\n");
        Columns columns = Columns.DETECT.withTexts(text).withLabels(label);
        TextExample example = read(file, columns, CLASSIFY).getFirst();
        assertEquals(first, example.label() + ":" + example.text());
    }

    @Test
    void columnsWithoutAHeaderAreToldByTheirValues() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            rows.append(
                    "id%d\ttrain\tclass %d\tThis is text %d.\tAnd its pair %d.\n"
                            .formatted(i, i % 3, i, i));
        }
        Path file = write("a.tsv", rows.toString());
        try (TextFiles files = TextFiles.open(List.of(file), Columns.DETECT, CLASSIFY)) {
            assertTrue(
                    files.description()
                            .endsWith(
                                    "text = column 4, pair = column 5, label = column 3; not used:"
                                            + " column 1, column 2"),
                    files.description());
        }
    }

    /// Headers of GLUE (Wang et al. 2018), SICK, SNLI and Hugging Face's data sets; blanks part
    /// them.
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    sentence label                                         | text = "sentence", label = "label"
                    id qid1 qid2 question1 question2 is_duplicate          | text = "question1", pair = "question2", label = "is_duplicate"
                    index question sentence label                          | text = "question", pair = "sentence", label = "label"
                    index promptID genre sentence1_parse sentence1 sentence2 label1 gold_label | text = "sentence1", pair = "sentence2", label = "gold_label"
                    pair_ID sentence_A sentence_B relatedness_score entailment_judgment | text = "sentence_A", pair = "sentence_B", label = "entailment_judgment"
                    premise hypothesis idx label                           | text = "premise", pair = "hypothesis", label = "label"
                    question passage label                                 | text = "question", pair = "passage", label = "label"
                    label title description text                           | text = "text", label = "label"
                    review_id stars review date                            | text = "review", label = "stars"
                    guid label headline                                    | text = "headline", label = "label"
                    内容 标签                                               | text = "内容", label = "标签"
                    """)
    void publishedHeadersAreKnown(String header, String found) throws IOException {
        String row = header.replaceAll("[^ ]+", "a_b");
        Path file =
                write("a.tsv", header.replace(' ', '\t') + "\n" + row.replace(' ', '\t') + "\n");
        try (TextFiles files = TextFiles.open(List.of(file), Columns.DETECT, CLASSIFY)) {
            assertTrue(files.description().contains("; " + found), files.description());
        }
    }

    @Test
    void scoreColumnComesBeforeALabelWhereScoresAreWanted() throws IOException {
        Path file = write("a.csv", "sentence1,sentence2,label,score\na b,c d,yes,4.5\n");
        assertEquals(4.5, read(file, Columns.DETECT, TableShape.SCORED_PAIR).getFirst().score());
    }

    @Test
    void columnsOfZeroAndOneAreLabels() throws IOException {
        Path file =
                write(
                        "a.csv",
                        "id,comment,rude,loud\n1,You fool!,1,1\n2,Thanks.,0,0\n3,HELLO,0,1\n");
        List<TextExample> examples =
                read(
                        file,
                        Columns.DETECT.withLabels("rude", "loud"),
                        TableShape.MULTI_LABELLED_TEXT_OR_PAIR);
        assertEquals(
                List.of(List.of("rude", "loud"), List.of(), List.of("loud")),
                examples.stream().map(TextExample::labels).toList());
    }

    @Test
    void jsonArrayHoldsAnyNumberOfLabels() throws IOException {
        Path file =
                write(
                        "a.jsonl",
                        "{\"text\": \"a\", \"labels\": [\"x\", \"y\"]}\n"
                                + "{\"text\": \"b\", \"labels\": []}\n");
        List<TextExample> examples =
                read(file, Columns.DETECT, TableShape.MULTI_LABELLED_TEXT_OR_PAIR);
        assertEquals(
                List.of(List.of("x", "y"), List.of()),
                examples.stream().map(TextExample::labels).toList());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"context": "It rains.", "choices": ["dry", "wet"], "label": 1}                                | It rains.;dry;wet | 1
                    {"context": "It rains.", "question": "The road is", "choices": ["dry", "wet"], "answer": "wet"} | It rains.;The road is dry;The road is wet | 1
                    {"id": 3, "sent1": "It rains.", "sent2": "She", "ending0": "runs.", "ending1": "sits.", "label": 0} | It rains.;She runs.;She sits. | 0
                    {"question": "2 + 2", "options": ["4", "5", "6"], "answer": "4"}                               | 2 + 2;4;5;6 | 0
                    """)
    void choicesAreArraysOrNumberedColumns(String row, String texts, String label)
            throws IOException {
        Path file = write("a.jsonl", row + "\n");
        TextExample example = read(file, Columns.DETECT, TableShape.CHOICES).getFirst();
        assertEquals(List.of(texts.split(";")), example.texts());
        assertEquals(label, example.label());
    }

    @Test
    void tripletsAreToldByTheirHeader() throws IOException {
        Path file = write("a.tsv", "negative\tpositive\tanchor\nn\tp\ta\n");
        assertEquals(
                List.of("a", "p", "n"),
                read(file, Columns.DETECT, TableShape.PAIR_OR_TRIPLET).getFirst().texts());
    }

    private List<String> places(Path file) {
        return read(file).stream().map(TextExample::place).toList();
    }

    private List<TextExample> read(Path file) {
        return read(file, Columns.DETECT, CLASSIFY);
    }

    private static List<TextExample> read(Path file, Columns columns, TableShape shape) {
        try (TextFiles files = TextFiles.open(List.of(file), columns, shape)) {
            return list(files);
        }
    }

    private static List<TextExample> list(TextFiles files) {
        List<TextExample> examples = new ArrayList<>();
        files.forEachRemaining(examples::add);
        return examples;
    }

    private static String lines(String content) {
        return content.replace('~', '\t').replace('/', '\n').replace('^', '\r');
    }

    private Path write(String name, String content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }
}
