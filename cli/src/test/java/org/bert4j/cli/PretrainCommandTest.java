package org.bert4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.corpus.TextLayout;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// From raw text to a model that fills masks and fine-tunes.
class PretrainCommandTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> WHO = List.of("the cat", "a dog", "my friend", "the child");
    private static final List<String> DOES = List.of("sees", "likes", "follows", "hears");
    private static final String BASE =
            "pretrain --input @/text --vocab @/vocab.txt --batch-size 4 --precision fp32";
    private static final String PRETRAIN =
            BASE + " --size tiny --max-length 32 --hold-out 10 --output @/";

    private static final String STAGES =
            BASE
                    + " --size tiny --hold-out 10 --phases 16:0.7,32:0.3 --batch-ramp 2:0.5"
                    + " --steps 20 --save-every 3 --output @/";

    @TempDir static Path temporary;

    private static Workspace workspace;
    private static CommandRun pretrain;

    @BeforeAll
    static void pretrain() {
        workspace = Workspace.fresh(temporary.resolve("work"));
        workspace.write("text/tales.txt", tales());
        run("vocab train --input @/text --size 60 --output @/vocab.txt");
        pretrain = run(PRETRAIN + "run --objective mlm+nsp --dupe-factor 1 --steps 6");
    }

    /// Forty documents of five sentences, a sentence a line.
    private static String tales() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            for (int j = 0; j < 5; j++) {
                text.append(WHO.get((i + j) % 4)).append(' ').append(DOES.get((i * j) % 4));
                text.append(' ').append(WHO.get((i + 3 * j) % 4)).append(" again.\n");
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static CommandRun run(String line) {
        return CommandRun.done(workspace.words(line));
    }

    @Test
    void theModelIsNamedAndItsRunDescribed() {
        assertTrue(pretrain.out().startsWith("Best mlm_accuracy "), pretrain.out());
        assertTrue(pretrain.err().contains("A new model, 2 layers of 128"), pretrain.err());
        JsonNode run = JSON.readTree(workspace.read("run/run.json"));
        assertEquals("mlm+nsp", run.get("options").get("objective").asString());
        assertEquals(6, run.get("options").get("steps").asInt());
        assertTrue(Files.isDirectory(workspace.path("run/events")));
    }

    @Test
    void whatComesOutFillsMasksJudgesPairsAndFineTunes() {
        JsonNode filled =
                JSON.readTree(run("predict fill --model @/run --top 2 --json --text [MASK]").out());
        assertEquals(2, filled.get("masks").get(0).size());
        double follows =
                Double.parseDouble(run("predict nsp --model @/run --text cat --pair dog").out());
        assertTrue(follows > 0 && follows < 1);
        workspace.write("train.tsv", "text\tlabel\n" + "cat\ta\ndog\tb\n".repeat(10));
        run(
                "finetune classify --model @/run --train @/train.tsv --dev @/train.tsv --epochs 1"
                        + " --precision fp32 --output @/classifier");
        String answer = run("predict classify --model @/classifier --text cat").out();
        assertFalse(answer.isBlank());
    }

    @Test
    void aFinishedRunIsSaidToBeFinished() {
        CommandRun again =
                run(PRETRAIN + "run --objective mlm+nsp --dupe-factor 1 --steps 6 --resume");
        assertTrue(again.err().contains("This run has finished: step 6 of 6"), again.err());
    }

    @Test
    void rowsOfANewModelGrow() {
        String grown = BASE + " --hold-out 10 --steps 20 --max-length 64 --output @/";
        CommandRun done = run(grown + "grown");
        assertTrue(done.err().contains("From step 1: rows of 16 tokens, 16 per update"));
        JsonNode options = JSON.readTree(workspace.read("grown/run.json")).get("options");
        assertEquals("[\"16:0.32\",\"32:0.48\",\"64:0.2\"]", options.get("phases").toString());
        assertEquals("[16,8,4]", options.get("batch_size").toString());

        run(grown + "at-once --length-warmup 0");
        JsonNode atOnce = JSON.readTree(workspace.read("at-once/run.json")).get("options");
        assertEquals(64, atOnce.get("max_length").asInt());
        assertEquals(4, atOnce.get("batch_size").asInt());
    }

    @Test
    void phasesAndGrowingBatchesEndWithTheSameBitsWhenKilledAndResumed() throws Exception {
        CommandRun whole = run(STAGES + "whole");
        assertTrue(whole.err().contains(" rows of 16 tokens, then "), whole.err());
        assertTrue(whole.err().contains("From step 1: rows of 16 tokens, 2 per update"));
        assertTrue(whole.err().contains("From step 15: rows of 32 tokens, 2 per update"));
        JsonNode options = JSON.readTree(workspace.read("whole/run.json")).get("options");
        assertEquals("[\"16:0.7\",\"32:0.3\"]", options.get("phases").toString());
        assertEquals("[4,2]", options.get("batch_size").toString());
        assertEquals("2:0.5", options.get("batch_ramp").asString());

        killAtStep(6, STAGES + "killed");
        killAtStep(15, STAGES + "killed --resume");
        run(STAGES + "killed --resume");
        for (String file : List.of("model.safetensors", "optimizer.safetensors")) {
            byte[] expected = workspace.bytes("whole/last/" + file);
            assertArrayEquals(expected, workspace.bytes("killed/last/" + file), file);
        }
    }

    private static void killAtStep(int step, String line) throws Exception {
        ChildCommand child = ChildCommand.start(temporary, workspace.words(line));
        Path log = workspace.path("killed/metrics.jsonl");
        String logged = "{\"step\":%d,".formatted(step);
        while (child.process().isAlive()
                && !(Files.exists(log) && Files.readString(log).contains(logged))) {
            Thread.sleep(2);
        }
        child.process().destroyForcibly().waitFor();
    }

    @Test
    void aModelGoesOnLearning() {
        CommandRun more =
                run(
                        "pretrain --model @/run --input @/text --max-length 32 --hold-out 10"
                                + " --steps 2 --precision fp32 --output @/more");
        assertTrue(more.err().contains("Loaded "), more.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    bad --objective nsp                              | not one of
                    bad --max-length 600                             | 512 positions
                    bad --max-length 4                               | --max-length is 4
                    bad --data packed --objective mlm+nsp            | packed rows have one part
                    bad --budget soon                                | is no time
                    bad --steps 0                                    | steps must be at least 1
                    bad --steps 5 --epochs 2                         | mutually exclusive
                    bad --dupe-factor 2                              | --dupe-factor belongs to --data google
                    bad --data packed --short-sequences 0.2          | --short-sequences belongs to --data google
                    bad --hold-out 1                                 | at least 2
                    bad --mask-rate 1.5                              | rate is 1.5
                    bad --layout verse                               | not one of sentences, documents,
                    bad --near-duplicates 1.5                        | is no similarity from 0.5 to 1
                    bad --near-duplicates much                       | give for example 0.8
                    bad --size giant                                 | giant
                    bad --phases 128:0.9,600:0.1                     | a length in --phases is 600
                    bad --phases 4:0.9,16:0.1                        | a length in --phases is 4
                    bad --phases 128:0.9,512:0.2                     | make 1.1
                    bad --phases 128:1,512:0                         | share of a phase is 0
                    bad --phases 128                                 | write for example 128:0.9
                    bad --phases 16:1 --max-length 16                | mutually exclusive
                    bad --length-warmup 1                            | below 1
                    bad --length-warmup 0.5 --phases 16:1            | mutually exclusive
                    bad --phases 16:0.9,32:0.1 --batch-size 2,1      | 3 numbers and the number of phases is 2
                    bad --batch-ramp 0:0.2                           | begins with 0 rows
                    bad --batch-ramp 8:0.2 --length-warmup 0         | a multiple of that, and larger
                    bad --batch-ramp 3:0.2 --length-warmup 0         | a multiple of that, and larger
                    bad --batch-ramp 2:1                             | between 0 and 1
                    run                                              | is not empty
                    """)
    void badOptionsAreOneSentence(String options, String says) {
        CommandRun run = CommandRun.of(workspace.words(BASE + " --output @/" + options));
        assertEquals(2, run.code(), run.err());
        assertTrue(run.err().contains(says), run.err());
        assertFalse(Files.exists(workspace.path("bad")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--size tiny", "--config @/model", "--lowercase false"})
    void aModelThatGoesOnHasWhatANewOneIsToldOf(String option) {
        String line = BASE.replace("--vocab @/vocab.txt", "--model @/model");
        CommandRun run = CommandRun.of(workspace.words(line + " --output @/bad " + option));
        assertEquals(2, run.code(), run.err());
        String says = option.replaceFirst(" .*", "") + " is for a new model, and --model";
        assertTrue(run.err().contains(says), run.err());
    }

    @Test
    void everyLayoutIsInTheHelp() {
        String help = run("pretrain --help").out();
        for (TextLayout layout : TextLayout.values()) {
            assertTrue(help.contains(layout.label() + ":"), help);
        }
    }

    /// Of the tales four are different; with a line more, no two are the same.
    @Test
    void nearDuplicatesAreLeftOutAndBelongToTheRun() {
        StringBuilder text = new StringBuilder();
        int number = 0;
        for (String tale : tales().split("\n\n")) {
            text.append(tale).append("\nthe end of tale ").append(number++).append("\n\n");
        }
        workspace.write("near/tales.txt", text.toString());
        String line =
                PRETRAIN.replace("@/text", "@/near").replace("--hold-out 10 ", "--hold-out 2 ")
                        + "distinct --steps 1 --near-duplicates ";
        CommandRun run = run(line + "0.5");
        assertTrue(
                run.err().contains("4 documents (0 duplicates and 36 near-duplicates left out)"),
                run.err());
        JsonNode options = JSON.readTree(workspace.read("distinct/run.json")).get("options");
        assertEquals(0.5, options.get("near_duplicates").asDouble());
        CommandRun other = CommandRun.of(workspace.words(line + "0.7 --resume"));
        assertEquals(2, other.code(), other.err());
        assertTrue(other.err().contains("--near-duplicates was 0.5 and is now 0.7"), other.err());
    }

    @Test
    void aVocabularyOfAnotherLanguageIsRefused() {
        workspace.write("other.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n中\n");
        String line = PRETRAIN.replace("vocab.txt", "other.txt") + "bad";
        CommandRun run = CommandRun.of(workspace.words(line));
        assertEquals(2, run.code(), run.err());
        assertTrue(run.err().contains("does not know"), run.err());
    }

    @Test
    void aModelWithoutTheHeadFillsNothing() {
        CommandRun run =
                CommandRun.of(workspace.words("predict fill --model @/model --text [MASK]"));
        assertEquals(2, run.code());
        assertTrue(run.err().contains("no head for masked tokens"), run.err());
        CommandRun none =
                CommandRun.of(workspace.words("predict fill --model @/run --text nothing"));
        assertEquals(2, none.code());
        assertTrue(none.err().contains("has no [MASK]"), none.err());
    }
}
