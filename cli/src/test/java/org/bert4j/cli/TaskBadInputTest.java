package org.bert4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.Charset;
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

    /// The lines are in GB 18030 from the third on, and more than a reader takes at once.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "tokenize --model @/tiny",
                "predict classify --model @/tiny-classify",
                "predict qa --model @/tiny-qa"
            })
    void aLineOfAnotherEncodingIsNoText(String line) {
        Workspace workspace = workspace();
        String good = "who";
        String bad = "中国";
        if (line.contains("qa")) {
            String question = "{\"question\": \"who?\", \"context\": \"%s\"}";
            good = question.formatted(good);
            bad = question.formatted(bad);
        }
        String lines = good + "\n" + good + "\n" + (bad + "\n").repeat(5000);
        byte[] input = lines.getBytes(Charset.forName("GB18030"));
        CommandRun run = CommandRun.withInput(input, workspace.words(line));
        assertEquals(2, run.out().lines().count(), run.out());
        BadInputTest.assertIsOneSentence(
                new CommandRun(run.code(), "", run.err()),
                List.of("stdin:3 is not UTF-8 text", "save it"),
                false);
    }
}
