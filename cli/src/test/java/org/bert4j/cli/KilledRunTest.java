package org.bert4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/// A real process, killed with -9 at random moments and resumed, ends with the bits of one that was left alone.
class KilledRunTest {
    private static final int KILLS = 3;
    private static final int STEPS = 40;

    /// Its moments are random; an odd one can be repeated with `-Dbert4j.test.seed=N`.
    private static final long SEED = Long.getLong("bert4j.test.seed", System.nanoTime());

    @TempDir static Path temporary;

    private static Workspace workspace;

    @BeforeAll
    static void writeModelAndData() {
        System.out.println("KilledRunTest: -Dbert4j.test.seed=" + SEED);
        workspace = Workspace.fresh(temporary.resolve("work"));
        workspace.writeQuestions("train.json", 32);
        workspace.writeQuestions("dev.json", 5);
    }

    /// 40 steps; the learning rate is high, so that a small difference would grow.
    private static ChildCommand start(List<String> prefix, String output, String options) {
        String line =
                "finetune qa --model @/model --train @/train.json --dev @/dev.json --output @/"
                        + output
                        + " --max-length 48 --max-question-length 12 --batch-size 4 --epochs 5"
                        + " --learning-rate 5e-3 --evaluate-every 3 "
                        + options;
        return ChildCommand.start(prefix, temporary, List.of(), workspace.words(line));
    }

    private static void finish(String output, String options) {
        CommandRun run = start(List.of(), output, options).await();
        assertEquals(0, run.code(), run.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"fp32", "bf16"})
    void aRunKilledAtRandomMomentsEndsWithTheSameBits(String precision) throws Exception {
        String options = "--save-every 2 --precision " + precision;
        String whole = "whole-" + precision;
        String killed = "killed-" + precision;
        finish(whole, options);
        Random random = new Random(SEED);
        ChildCommand child = start(List.of(), killed, options);
        for (int kill = 0; kill < KILLS; kill++) {
            awaitStep(child, killed, steps(killed).length + 1 + random.nextInt(STEPS / 4));
            Thread.sleep(random.nextInt(20));
            child.process().destroyForcibly().waitFor();
            child = start(List.of(), killed, options + " --resume");
        }
        CommandRun last = child.await();
        assertEquals(0, last.code(), last.err());
        assertSameRun(whole, killed);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void controlCSavesAndSaysHowToGoOn() throws Exception {
        String options = "--precision fp32 --save-every 1000";
        finish("undisturbed", options);
        // a build that runs in the background ignores the signal, and so would its children
        List<String> listening = List.of("env", "--default-signal=INT");
        ChildCommand child = start(listening, "interrupted", options);
        awaitStep(child, "interrupted", 2); // the rest must take longer than a signal
        new ProcessBuilder("kill", "-INT", Long.toString(child.process().pid())).start().waitFor();
        CommandRun run = child.await();
        assertEquals(130, run.code(), run.err());
        int step = steps("interrupted").length;
        String message = "Stopped after step %d and saved; the same command with --resume goes on.";
        assertTrue(run.err().contains(message.formatted(step)), run.err());
        assertFalse(run.err().contains("\tat "), run.err());
        assertTrue(step < STEPS, "The run was over before it was interrupted");
        finish("interrupted", options + " --resume");
        assertSameRun("undisturbed", "interrupted");
    }

    /// Waits until that many steps are logged, or the process has ended.
    private static void awaitStep(ChildCommand child, String output, int step) throws Exception {
        while (child.process().isAlive() && steps(output).length < step) {
            Thread.sleep(2);
        }
    }

    private static long[] steps(String output) {
        return RunBits.steps(workspace, output);
    }

    private static void assertSameRun(String expected, String actual) {
        RunBits.assertSame(workspace, expected, actual, STEPS, "-Dbert4j.test.seed=" + SEED);
    }
}
