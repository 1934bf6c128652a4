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

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Small files of our own in the shapes of XNLI 1.0 (`xnli.dev.tsv`), XNLI-MT 1.0
/// (`multinli.train.zh.tsv`), C3 as published and in CLUE, and C3 as Hugging Face's `clue` has it.
class PublishedShapesTest {
    private static final Path XNLI = file("xnli.dev.tsv");
    private static final Path TRANSLATED = file("multinli.train.zh.tsv");

    @TempDir Path directory;

    private static Path file(String name) {
        try {
            return Path.of(PublishedShapesTest.class.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String description(Path file, Columns columns, TableShape shape) {
        try (TextFiles files = TextFiles.open(List.of(file), columns, shape)) {
            return files.description().replace(file + ": ", "");
        }
    }

    private static List<TextExample> read(Path file, Columns columns, TableShape shape) {
        List<TextExample> examples = new ArrayList<>();
        try (TextFiles files = TextFiles.open(List.of(file), columns, shape)) {
            files.forEachRemaining(examples::add);
        }
        return examples;
    }

    @Test
    void allLanguagesOfXnliAreReadAndCounted() {
        assertEquals(9, read(XNLI, Columns.DETECT, TableShape.INFERENCE_PAIR).size());
        String description = description(XNLI, Columns.DETECT, TableShape.INFERENCE_PAIR);
        assertTrue(
                description.startsWith(
                        "tab separated, with a header; text = \"sentence1\", pair = \"sentence2\","
                            + " label = \"gold_label\"; language = \"language\": all of de 3, en 3,"
                            + " zh 3; not used: \"sentence1_binary_parse\""),
                description);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh", "ZH"})
    void oneLanguageOfXnliIsReadWhereItIsWanted(String language) {
        Columns columns = Columns.DETECT.withLanguage(language);
        List<TextExample> examples = read(XNLI, columns, TableShape.INFERENCE_PAIR);
        assertEquals(
                List.of("contradiction", "entailment", "neutral"),
                examples.stream().map(TextExample::label).toList());
        assertEquals(List.of("她没赶上“末班”车。", "她很准时。"), examples.getFirst().texts());
        assertEquals(XNLI + ":8", examples.getFirst().place());
        String description = description(XNLI, columns, TableShape.INFERENCE_PAIR);
        assertTrue(
                description.contains("; language = \"language\": only zh, 3 rows (not de 3, en 3)"),
                description);
    }

    @Test
    void quotesInXnliArePlainCharacters() {
        Columns german = Columns.DETECT.withLanguage("de");
        assertEquals(
                "Sie kam zu spät zum \"letzten\" Zug.",
                read(XNLI, german, TableShape.INFERENCE_PAIR).getFirst().text());
    }

    @Test
    void aLanguageThatIsNotThereIsAskedForAgain() {
        Columns columns = Columns.DETECT.withLanguage("fr");
        var fault =
                assertThrows(
                        BadInputException.class,
                        () -> read(XNLI, columns, TableShape.INFERENCE_PAIR));
        assertEquals(
                XNLI + " has no row with \"fr\" in \"language\"; choose from de, en, zh.",
                fault.getMessage());
    }

    /// Its training files hold one language each, and write one label in another way.
    @Test
    void translatedTrainingDataGoWithXnli() {
        Columns columns = Columns.DETECT.withLanguage("zh");
        assertEquals(
                read(XNLI, columns, TableShape.INFERENCE_PAIR).stream()
                        .map(example -> example.label() + example.texts())
                        .toList(),
                read(TRANSLATED, columns, TableShape.INFERENCE_PAIR).stream()
                        .map(example -> example.label() + example.texts())
                        .toList());
        assertEquals(
                "tab separated, with a header; text = \"premise\", pair = \"hypo\", label ="
                    + " \"label\" (\"contradictory\" is read as \"contradiction\"); no column names"
                    + " a language, so all rows count as \"zh\"",
                description(TRANSLATED, columns, TableShape.INFERENCE_PAIR));
    }

    /// Where languages are what is to be told apart, their column is the label.
    @Test
    void languagesMayBeLabels() throws IOException {
        Path file =
                Files.writeString(
                        directory.resolve("a.tsv"), "text\tlanguage\nGuten Tag\tde\nHello\ten\n");
        Columns columns = Columns.DETECT.withLabels("language");
        assertEquals(
                List.of("de", "en"),
                read(file, columns, TableShape.LABELLED_TEXT_OR_PAIR).stream()
                        .map(TextExample::label)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"c3-d-dev.json", "clue-c3.jsonl"})
    void questionsOfC3HaveTheirLinesAndChoices(String name) {
        List<TextExample> examples = read(file(name), Columns.DETECT, TableShape.CHOICES);
        assertEquals(List.of("0", "2", "1"), examples.stream().map(TextExample::label).toList());
        assertEquals(
                List.of("女：外面雨下得真大，你带伞了吗?\n男：带了，不过只有一把。", "男的带了几把伞? 0", "男的带了几把伞? 2", "男的带了几把伞? 1"),
                examples.get(1).texts());
        assertEquals(3, examples.get(2).texts().size());
    }

    @Test
    void documentsWithTheirQuestionsAreSaid() {
        Path nested = file("c3-d-dev.json");
        assertEquals(
                "an array of documents with their questions; prompt = \"context\","
                        + " question = \"question\", choices = \"choice\", label = \"answer\"",
                description(nested, Columns.DETECT, TableShape.CHOICES));
        assertEquals(
                List.of(
                        nested + ":2, question 1",
                        nested + ":2, question 2",
                        nested + ":30, question 1"),
                read(nested, Columns.DETECT, TableShape.CHOICES).stream()
                        .map(TextExample::place)
                        .toList());
    }

    /// `~` stands for a quotation mark.
    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    [[[~a~], ~b~]]                     | :1: the document is not [[LINE, ...],
                    [[~a~, [{}]]]                      | :1: the document is not [[LINE, ...],
                    [[[~a~], [~b~], ~1~]]              | :1, question 1 is a string, not an object
                    [[[~a~], [{~choice~: [~x~, ~y~], ~answer~: ~x~}]], {~a~: 1}] | :1: the document is not
                    [[[~a~], [{~choice~: [~x~, ~y~], ~answer~: ~z~}], ~1~]]  | :1, question 1: the answer "z" is neither a choice
                    [[[~a~], [{~choice~: [~x~, ~y~]}], ~1~]] | : no column looks like a label
                    """)
    void aDocumentOfAnotherShapeIsRefused(String content, String message) throws IOException {
        Path file = directory.resolve("a.json");
        Files.writeString(file, content.replace('~', '"'));
        var fault =
                assertThrows(
                        BadInputException.class,
                        () -> read(file, Columns.DETECT, TableShape.CHOICES));
        assertTrue(fault.getMessage().startsWith(file + message), fault.getMessage());
    }

    @Test
    void documentsWithTheirQuestionsAreNoTableForOtherTasks() {
        var fault =
                assertThrows(
                        BadInputException.class,
                        () ->
                                read(
                                        file("c3-d-dev.json"),
                                        Columns.DETECT,
                                        TableShape.LABELLED_TEXT_OR_PAIR));
        assertTrue(fault.getMessage().contains(":2 is an array, not an object"));
    }

    /// A number among texts is an index; a text that is an index, too, is a text only under `answer`.
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    "choices": ["1", "0"], "label": 1    | 1
                    "choices": ["2", "0", "1"], "answer": 1    | 1
                    "choices": ["2", "0", "1"], "answer": "1"  | 2
                    "choices": ["2", "0", "3"], "answer": "1"  | 1
                    "choices": [4, 5, 6], "label": 4     | 0
                    "choices": [2, 0, 1], "label": "2"   | ambiguous
                    "choices": [2, 0, 1], "label": 2     | ambiguous
                    "choices": ["2", "0", "1"], "label": "2"   | ambiguous
                    "choices": ["2", "1", "0"], "label": "1"   | 1
                    """)
    void theRightChoiceIsNamedByIndexOrByText(String fields, String label) throws IOException {
        Path file = directory.resolve("a.jsonl");
        Files.writeString(file, "{\"context\": \"c\", %s}\n".formatted(fields));
        if (label.equals("ambiguous")) {
            var fault =
                    assertThrows(
                            BadInputException.class,
                            () -> read(file, Columns.DETECT, TableShape.CHOICES));
            assertTrue(fault.getMessage().contains("is the index of one choice and the text"));
        } else {
            assertEquals(label, read(file, Columns.DETECT, TableShape.CHOICES).getFirst().label());
        }
    }
}
