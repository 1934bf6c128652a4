package org.bert4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/// A pre-training, killed with -9 at random moments from the reading of its text on, ends with the bits of one that was
/// left alone.
class KilledPretrainingTest {
    private static final int DOCUMENTS = 12_000;
    private static final int STEPS = 40;
    private static final List<String> WORDS =
            List.of("the", "old", "cat", "dog", "sees", "hears", "a", "river", "and", "sleeps");

    /// Its moments are random; an odd one can be repeated with `-Dbert4j.test.seed=N`.
    private static final long SEED = Long.getLong("bert4j.test.seed", System.nanoTime());

    private static final String REPEAT = "-Dbert4j.test.seed=" + SEED;

    @TempDir static Path temporary;

    private static Workspace workspace;
    private static long preparationMillis; // of the run that was left alone, until it trains
    private static long trainingMillis;

    @BeforeAll
    static void leaveOneAlone() throws Exception {
        System.out.println("KilledPretrainingTest: " + REPEAT);
        workspace = Workspace.fresh(temporary.resolve("work"));
        workspace.write("text.txt", text());
        String vocabulary = "vocab train --input @/text.txt --size 60 --output @/vocab.txt";
        CommandRun.done(workspace.words(vocabulary));
        long start = System.nanoTime();
        ChildCommand child = start("whole", "");
        while (child.process().isAlive() && !hasBegun("whole")) {
            Thread.sleep(5);
        }
        preparationMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        CommandRun run = child.await();
        trainingMillis =
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) - preparationMillis;
        assertEquals(0, run.code(), run.err());
        String leftOut = "11,761 documents (119 duplicates and 120 near-duplicates left out)";
        assertTrue(run.err().contains(leftOut), run.err());
    }

    /// Documents of some sentences; a few are the same, and a few nearly so.
    private static String text() {
        StringBuilder text = new StringBuilder();
        for (int document = 0; document < DOCUMENTS; document++) {
            Random random = new Random(document % 50 == 0 ? 0 : document);
            for (int i = 0; i < 60; i++) {
                text.append(WORDS.get(random.nextInt(WORDS.size())));
                text.append(i % 10 == 9 ? ".\n" : " ");
            }
            text.append(document % 100 == 0 ? "the end of " + document + ".\n\n" : "\n");
        }
        return text.toString();
    }

    /// The learning rate is high, so that a small difference would grow.
    private static ChildCommand start(String output, String options) {
        String line =
                "pretrain --input @/text.txt --vocab @/vocab.txt --size tiny --objective mlm+nsp"
                        + " --near-duplicates 0.8 --dupe-factor 1 --max-length 32 --hold-out 1000"
                        + " --batch-size 4 --learning-rate 5e-3 --precision fp32 --evaluate-every 7"
                        + " --save-every 3 --steps "
                        + STEPS
                        + " --output @/"
                        + output
                        + options;
        String home = "bert4j.home=" + workspace.path("home-" + output);
        return ChildCommand.start(List.of(), temporary, List.of(home), workspace.words(line));
    }

    private static boolean hasBegun(String output) {
        return Files.exists(workspace.path(output).resolve("run.json"));
    }

    /// Until its run is described there is nothing to go on with, and the command is given once more.
    private static ChildCommand goOn(String output) {
        return start(output, hasBegun(output) ? " --resume" : "");
    }

    @Test
    void threeKillsChangeNothing() throws Exception {
        killAndGoOn("killed-3", 3);
    }

    @Test
    @Tag("slow")
    void tenKillsChangeNothing() throws Exception {
        killAndGoOn("killed-10", 10);
    }

    private static void killAndGoOn(String output, int kills) throws Exception {
        Random random = new Random(SEED);
        ChildCommand child = goOn(output);
        int killed = 0;
        for (int kill = 0; kill < kills; kill++) {
            long moment = random.nextLong(longest(kill, kills));
            if (child.process().waitFor(moment, TimeUnit.MILLISECONDS)) {
                break; // it was done before
            }
            System.out.println("Killed after " + moment + " ms: " + stage(output));
            child.process().destroyForcibly().waitFor();
            killed++;
            child = goOn(output);
        }
        CommandRun last = child.await();
        assertEquals(0, last.code(), last.err() + REPEAT);
        assertTrue(killed > 0, "It was over before it was killed, " + REPEAT);
        RunBits.assertSame(workspace, "whole", output, STEPS, REPEAT);
    }

    /// The first third hits the preparation; the others hit anything, but few come so late that the run is over.
    private static long longest(int kill, int kills) {
        return preparationMillis + (3 * kill < kills ? 0 : 2 * trainingMillis / kills);
    }

    /// Where it is, for the log.
    private static String stage(String output) {
        return hasBegun(output)
                ? "training, step " + RunBits.steps(workspace, output).length
                : "preparing";
    }
}
