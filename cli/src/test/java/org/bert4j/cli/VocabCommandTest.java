package org.bert4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.dataset.Sha256;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/// Vocabularies by the command.
class VocabCommandTest {
    private static final String TRAIN =
            "vocab train --input @/texts --output @/vocab.txt --size 44";
    private static final String EXTEND =
            "vocab extend --model @/tiny --output @/extended --min-frequency 1";

    @TempDir static Path temporary;

    private Workspace workspace;

    @BeforeEach
    void writeTexts() {
        workspace = Workspace.fresh(temporary.resolve("work"));
        workspace.copy(Workspace.MODELS.resolve("tiny"), "tiny");
        workspace.write("texts/a.txt", "The river is in China.\nThe river was in Paris.\n");
        workspace.write("texts/b.md", "# Rivers\n\nRivers and more rivers.\n");
        workspace.write("texts/sub/c.txt.gz", packed("The Seine, a river in Paris\n"));
    }

    private static byte[] packed(String text) {
        var bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    private CommandRun run(String line) {
        return CommandRun.done(workspace.words(line));
    }

    @Test
    void trainingWritesAVocabularyAndPrintsItsChecksum() {
        CommandRun run = run(TRAIN);
        List<String> tokens = workspace.read("vocab.txt").lines().toList();
        assertEquals(44, tokens.size());
        assertEquals(
                List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", ",", ".", "a"),
                tokens.subList(0, 8));
        assertTrue(tokens.containsAll(List.of("river", "the", "in")), tokens.toString());
        assertTrue(run.out().startsWith("44 tokens: 5 special, "), run.out());
        assertTrue(
                run.out().contains("SHA-256 " + Sha256.of(workspace.path("vocab.txt"))), run.out());
        assertTrue(run.err().contains("Counting words"), run.err());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " --threads 1",
                " --threads 3",
                " --input @/texts/sub @/texts/b.md @/texts/a.txt",
                " --score count --min-frequency 2 --limit-alphabet 1000 --lowercase true"
            })
    void neitherThreadsNorTheOrderOfFilesChangeAByte(String options) {
        run(TRAIN);
        byte[] expected = workspace.bytes("vocab.txt");
        String line = options.contains("--input") ? TRAIN.replace("--input @/texts", "") : TRAIN;
        run(line.replace("  ", " ") + options);
        assertEquals(new String(expected, StandardCharsets.UTF_8), workspace.read("vocab.txt"));
    }

    @Test
    void optionsMatter() {
        run(TRAIN + " --lowercase false");
        assertTrue(workspace.read("vocab.txt").contains("\nThe\n"));
        run(TRAIN.replace("44", "400") + " --min-frequency 3 --score likelihood");
        assertTrue(workspace.read("vocab.txt").lines().count() < 100);
        run(TRAIN + " --limit-alphabet 4");
        assertTrue(!workspace.read("vocab.txt").contains("\n,\n"));
    }

    /// As `pretrain` reads them.
    @Test
    void marksOfMarkdownAreNotRead() {
        workspace.write(
                "marks/a.md", "# Rivers\n\n| *the* | **river** |\n|---|---|\n```\nfor (int\n```\n");
        run("vocab train --input @/marks --output @/vocab.txt --min-frequency 1");
        List<String> tokens = workspace.read("vocab.txt").lines().toList();
        assertTrue(tokens.containsAll(List.of("rivers", "the", "river")), tokens.toString());
        for (String mark : List.of("#", "|", "*", "-", "`", "(", "for")) {
            assertFalse(tokens.contains(mark), mark);
        }
        String inspect = "vocab inspect --vocab @/vocab.txt --json --input @/marks";
        JsonNode json = new JsonMapper().readTree(run(inspect).out());
        assertEquals(3, json.get("words").intValue());
        assertEquals(0, json.get("unknown_words").intValue());
    }

    @Test
    void aTextInAnotherEncodingCanBeNamed() {
        workspace.write("texts/a.txt", "Flüsse".getBytes(Charset.forName("ISO-8859-1")));
        run(
                "vocab train --input @/texts/a.txt --output @/vocab.txt --encoding ISO-8859-1"
                        + " --min-frequency 1");
        assertTrue(workspace.read("vocab.txt").contains("\nflusse\n"));
    }

    @Test
    void whatIsLostIsSaid() {
        CommandRun run = run(TRAIN.replace("44", "400") + " --limit-alphabet 10");
        assertTrue(run.err().contains("--min-frequency"), run.err());
        assertTrue(run.err().contains("--limit-alphabet"), run.err());
    }

    @Test
    void inspectingPrintsFigures() {
        run(TRAIN);
        String inspect = "vocab inspect --vocab @/vocab.txt --input @/texts/a.txt --top 1";
        JsonNode json = new JsonMapper().readTree(run(inspect + " --json").out());
        assertEquals(44, json.get("tokens").intValue());
        assertEquals(12, json.get("words").intValue());
        assertEquals(0, json.get("unknown_words").intValue());
        assertEquals(1.0, json.get("coverage").doubleValue());
        assertEquals(1, json.get("longest_words").size());
        assertTrue(run(inspect).out().contains("pieces per word"), "for people");
    }

    @Test
    void aModelIsInspectedToo() {
        CommandRun run = run("vocab inspect --vocab @/tiny --input @/texts");
        assertTrue(run.out().startsWith("tokens               120, "), run.out());
    }

    @Test
    void extendingAddsTheWordsThatSaveMostPieces() {
        CommandRun run = run(EXTEND + " --input @/texts --add 3");
        String first = "3 words added to 120 tokens: seine, more, rivers\n";
        assertTrue(run.out().startsWith(first), run.out());
        String tokens =
                CommandRun.withInput(
                                "the rivers\n",
                                workspace.words("tokenize --model @/extended --ids"))
                        .out();
        assertEquals("73 122\n", tokens);
    }

    @Test
    void extendingByAListAddsItsWords() {
        workspace.write("words.txt", "Danube\nriver\nOder\n");
        CommandRun run = run(EXTEND + " --words @/words.txt");
        assertEquals(
                "2 words added to 120 tokens: danube, oder", run.out().lines().findFirst().get());
    }

    static Stream<BadInputs.Case> badInputs() {
        String inspect = "vocab inspect --input @/texts --vocab ";
        return Stream.of(
                BadInputs.badOption("vocab", "Do what?", "train, inspect, extend"),
                BadInputs.badOption(TRAIN.replace("44", "0"), "size is 0", "1 or more"),
                BadInputs.badOption(TRAIN + " --min-frequency 0", "--min-frequency is 0"),
                BadInputs.badOption(TRAIN + " --limit-alphabet 0", "--limit-alphabet is 0"),
                BadInputs.badOption(TRAIN + " --threads 0", "threads is 0"),
                BadInputs.badOption(TRAIN + " --score best", "--score", "best"),
                BadInputs.badOption(TRAIN + " --encoding klingon", "--encoding", "klingon"),
                BadInputs.badOption(
                        TRAIN.replace("44", "20"), "20 tokens", "alphabet", "--limit-alphabet"),
                BadInputs.badOption(TRAIN.replace("@/texts", "@/none"), "none", "does not exist"),
                BadInputs.badOption(TRAIN.replace("@/vocab", "@/train.json/vocab"), "vocab.txt"),
                BadInputs.badOption(TRAIN.replace("vocab.txt", "texts"), "texts", "directory"),
                BadInputs.bad(
                        "a corpus of blank lines",
                        w -> w.write("blank.txt", " \n\n\t\n"),
                        TRAIN.replace("@/texts", "@/blank.txt"),
                        "no word"),
                BadInputs.bad(
                        "an empty corpus",
                        w -> w.write("empty.txt", ""),
                        TRAIN.replace("@/texts", "@/empty.txt"),
                        "empty.txt",
                        "no text"),
                BadInputs.bad(
                        "a binary file",
                        w -> w.write("texts/z.bin", new byte[] {'a', 'b', 0, 1, 2}),
                        TRAIN,
                        "z.bin",
                        "2"),
                BadInputs.bad(
                        "another encoding",
                        w -> w.write("texts/z.txt", new byte[] {'a', 'b', (byte) 0xE9, 'x'}),
                        TRAIN,
                        "z.txt",
                        "2"),
                BadInputs.badOption(inspect + "@/none.txt", "none.txt"),
                BadInputs.badOption(inspect + "@/tiny --lowercase true", "--lowercase"),
                BadInputs.badOption(inspect + "@/tiny --top -1", "--top"),
                BadInputs.bad(
                        "a vocabulary without [UNK]",
                        w -> w.write("vocab.txt", "a\nb\n"),
                        inspect + "@/vocab.txt",
                        "[UNK]"),
                BadInputs.badOption(EXTEND, "--input", "--words"),
                BadInputs.badOption(EXTEND + " --input @/texts --words @/w", "--words"),
                BadInputs.badOption(EXTEND + " --input @/texts --add 0", "--add is 0"),
                BadInputs.badOption(EXTEND + " --words @/texts", "texts is a directory"),
                BadInputs.bad(
                        "an output that holds something",
                        w -> w.write("extended/notes.txt", "precious"),
                        EXTEND + " --input @/texts",
                        "extended is not empty",
                        "choose another"),
                BadInputs.bad(
                        "a line of two words",
                        w -> w.write("words.txt", "oder\nrio grande\n"),
                        EXTEND + " --words @/words.txt",
                        "words.txt:2",
                        "\"rio grande\""),
                BadInputs.bad(
                        "no new word",
                        w -> w.write("words.txt", "river\n"),
                        EXTEND + " --words @/words.txt",
                        "no word to add"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badInputs")
    void badInputIsOneSentenceAndChangesNothing(BadInputs.Case bad) {
        bad.breaks().accept(workspace);
        SortedMap<String, String> before = workspace.tree();
        CommandRun run = CommandRun.of(workspace.words(bad.line()));
        BadInputTest.assertIsOneSentence(run, bad.says(), true);
        assertEquals(before, workspace.tree());
    }
}
