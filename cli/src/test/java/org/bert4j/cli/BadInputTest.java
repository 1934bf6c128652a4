package org.bert4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;

/// What a user can get wrong, given to the real command: one sentence that names the place and says what to do, exit
/// code 2, and not a byte changed on disk.
class BadInputTest {
    @TempDir static Path temporary;

    @ParameterizedTest(name = "{0}")
    @MethodSource({
        "org.bert4j.cli.BadInputs#models",
        "org.bert4j.cli.BadInputs#tokenizers",
        "org.bert4j.cli.BadInputs#weights",
        "org.bert4j.cli.BadInputs#data",
        "org.bert4j.cli.BadInputs#options",
        "org.bert4j.cli.BadInputs#questions",
        "org.bert4j.cli.BadInputs#outputs"
    })
    void badInputIsOneSentenceAndChangesNothing(BadInputs.Case bad) {
        Workspace workspace = Workspace.fresh(temporary.resolve("work"));
        bad.breaks().accept(workspace);
        SortedMap<String, String> before = workspace.tree();
        CommandRun run = CommandRun.withInput(bad.input(), workspace.words(bad.line()));
        assertIsOneSentence(run, bad.says(), bad.line().startsWith("finetune"));
        assertEquals(before.keySet(), workspace.tree().keySet());
        assertEquals(before, workspace.tree());
    }

    /// @param afterNotices whether the command may have told before what it loaded
    static void assertIsOneSentence(CommandRun run, List<String> says, boolean afterNotices) {
        assertEquals(2, run.code(), run.toString());
        List<String> lines = run.err().lines().toList();
        String sentence = lines.getLast();
        assertTrue(sentence.startsWith("bert4j: "), run.err());
        assertEquals(1, lines.stream().filter(line -> line.startsWith("bert4j: ")).count());
        assertTrue(afterNotices || lines.size() == 1, run.err());
        assertFalse(run.err().contains("\tat "), run.err());
        assertFalse(run.err().contains("Exception"), run.err());
        says.forEach(part -> assertTrue(sentence.contains(part), part + " is not in " + sentence));
        assertEquals("", run.out());
    }

    /// The process itself: what [Main#main] adds.
    static Stream<BadInputs.Case> processes() {
        return Stream.of(
                BadInputs.badOption(
                        BadInputs.FINETUNE.replace("--epochs 1", "--epochs 0"), "epochs"),
                BadInputs.bad(
                        "truncated weights",
                        w -> w.cut("model/model.safetensors"),
                        BadInputs.ASK,
                        "model.safe"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("processes")
    void aProcessEndsWithCodeTwo(BadInputs.Case bad) {
        Workspace workspace = Workspace.fresh(temporary.resolve("work"));
        bad.breaks().accept(workspace);
        ChildCommand child = ChildCommand.start(temporary, workspace.words(bad.line()));
        assertIsOneSentence(child.await(), bad.says(), false);
    }

    @Test
    void aStarterThatIsNotCachedIsNotFetchedOffline() {
        Workspace workspace = Workspace.fresh(temporary.resolve("work"));
        List<String> nothingCached =
                List.of(
                        "bert4j.home=" + temporary.resolve("home"),
                        "maven.repo.local=" + temporary.resolve("repository"));
        ChildCommand child =
                ChildCommand.start(
                        List.of(),
                        temporary,
                        nothingCached,
                        workspace.words("tokenize --model minilm --offline"));
        assertIsOneSentence(
                child.await(),
                List.of("\"minilm\"", "offline", "bert4j models pull minilm"),
                false);
    }

    /// `ulimit` makes a write fail beyond a size as a full disk does.
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aFullDiskIsOneSentenceAndLeavesNoHalfModel() {
        Workspace workspace = Workspace.fresh(temporary.resolve("work"));
        // unpacks the native libraries, once per machine
        CommandRun.done(workspace.words(BadInputs.ASK));
        List<String> limit = List.of("bash", "-c", "ulimit -f 16; exec \"$@\"", "bash");
        ChildCommand child =
                ChildCommand.start(
                        limit, temporary, List.of(), workspace.words(BadInputs.FINETUNE));
        assertIsOneSentence(child.await(), List.of("model.safetensors", "make room"), true);
        assertEquals(
                Set.of("run.json", "metrics.jsonl", "events"),
                Set.of(workspace.path("out").toFile().list()));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aResultThatStdoutDoesNotTakeIsAnError() {
        Workspace workspace = Workspace.fresh(temporary.resolve("work"));
        List<String> full = List.of("bash", "-c", "exec \"$@\" > /dev/full", "bash");
        ChildCommand child = ChildCommand.start(full, temporary, List.of(), "models");
        assertIsOneSentence(child.await(), List.of("stdout", "disk"), false);
    }

    @Test
    void linesBeforeABadOneAreAnswered() {
        Workspace workspace = Workspace.fresh(temporary.resolve("work"));
        String line = "{\"id\": \"1\", \"question\": \"who\", \"context\": \"he\"}\n";
        CommandRun run = CommandRun.withInput(line + line, workspace.words(BadInputs.PREDICT));
        assertEquals("he\n", run.out());
        assertIsOneSentence(
                new CommandRun(run.code(), "", run.err()),
                List.of("stdin:2", "repeats the question id \"1\"", "its own id"),
                false);
    }
}
