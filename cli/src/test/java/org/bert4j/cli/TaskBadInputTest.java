package org.bert4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/// What a user of the tasks beside question answering can get wrong; as [BadInputTest].
class TaskBadInputTest {
    private static final List<String> MODELS =
            List.of(
                    "tiny",
                    "tiny-qa",
                    "tiny-classify",
                    "tiny-multilabel",
                    "tiny-regress",
                    "tiny-ner",
                    "tiny-choice");

    @TempDir static Path temporary;

    private static Workspace workspace() {
        Workspace workspace = Workspace.fresh(temporary.resolve("work"));
        MODELS.forEach(model -> workspace.copy(Workspace.MODELS.resolve(model), model));
        TaskSample.all().forEach(sample -> workspace.write(sample.file(), sample.data()));
        return workspace;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({
        "org.bert4j.cli.TaskBadInputs#tables",
        "org.bert4j.cli.TaskBadInputs#files",
        "org.bert4j.cli.TaskBadInputs#labels",
        "org.bert4j.cli.TaskBadInputs#tags",
        "org.bert4j.cli.TaskBadInputs#texts",
        "org.bert4j.cli.TaskBadInputs#models",
        "org.bert4j.cli.TaskBadInputs#options",
        "org.bert4j.cli.TaskBadInputs#outputs"
    })
    void badInputIsOneSentenceAndChangesNothing(BadInputs.Case bad) {
        Workspace workspace = workspace();
        bad.breaks().accept(workspace);
        SortedMap<String, String> before = workspace.tree();
        CommandRun run = CommandRun.withInput(bad.input(), workspace.words(bad.line()));
        boolean afterNotices = !bad.line().startsWith("predict");
        BadInputTest.assertIsOneSentence(run, bad.says(), afterNotices);
        assertEquals(before.keySet(), workspace.tree().keySet());
        assertEquals(before, workspace.tree());
    }

    @Test
    void linesBeforeABadOneAreAnswered() {
        Workspace workspace = workspace();
        String[] words = workspace.words("predict classify --model @/tiny-classify");
        CommandRun run = CommandRun.withInput("he\n\nshe\n\u0001\nwho\n", words);
        assertEquals(3, run.out().lines().count(), run.out());
        BadInputTest.assertIsOneSentence(
                new CommandRun(run.code(), "", run.err()), List.of("stdin:4", "no token"), false);
    }
}
