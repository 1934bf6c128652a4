package org.bert4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A pre-training, killed with -9 at random moments from the reading of its text on, ends with the bits of one that was
/// left alone.
class KilledPretrainingTest {
    private static final int DOCUMENTS = 12_000;
    private static final int STEPS = 40;

    /// What the preparation writes, in this order: names begin like this.
    private static final List<String> FILES =
            List.of("hashes-", "shingles", "tokens-", "corpus.json", "rows-");

    private static final int MOST_MILLIS = 300; // between a sign of life and the kill
    private static final List<String> WORDS =
            List.of("the", "old", "cat", "dog", "sees", "hears", "a", "river", "and", "sleeps");

    /// Its moments are random; an odd one can be repeated with `-Dbert4j.test.seed=N`.
    private static final long SEED = Long.getLong("bert4j.test.seed", System.nanoTime());

    private static final String REPEAT = "-Dbert4j.test.seed=" + SEED;

    @TempDir static Path temporary;

    private static Workspace workspace;

    @BeforeAll
    static void leaveOneAlone() throws Exception {
        System.out.println("KilledPretrainingTest: " + REPEAT);
        workspace = Workspace.fresh(temporary.resolve("work"));
        workspace.write("text.txt", text());
        String vocabulary = "vocab train --input @/text.txt --size 60 --output @/vocab.txt";
        CommandRun.done(workspace.words(vocabulary));
        CommandRun run = start("whole", "").await();
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

    /// The first half of the kills comes before the run trains, the other half while it does.
    private static void killAndGoOn(String output, int kills) throws Exception {
        Random random = new Random(SEED);
        int early = (kills + 1) / 2;
        Iterator<String> files =
                random.ints(early, 0, FILES.size()).sorted().mapToObj(FILES::get).iterator();
        ChildCommand child = goOn(output);
        int killed = 0;
        for (int kill = 0; kill < kills; kill++) {
            if (files.hasNext()) {
                awaitFile(child, output, files.next());
            } else {
                awaitStep(child, output, RunBits.steps(workspace, output).length + 1);
            }
            Thread.sleep(random.nextInt(MOST_MILLIS));
            if (!child.process().isAlive()) {
                break;
            }
            System.out.println("Killed with " + stage(output));
            child.process().destroyForcibly().waitFor();
            killed++;
            child = goOn(output);
        }
        CommandRun last = child.await();
        assertEquals(0, last.code(), last.err() + REPEAT);
        assertTrue(killed >= early, "It was over after " + killed + " kills, " + REPEAT);
        RunBits.assertSame(workspace, "whole", output, STEPS, REPEAT);
    }

    /// Waits until the process has made a file with such a name in its cache, or trains, or has ended.
    private static void awaitFile(ChildCommand child, String output, String name)
            throws InterruptedException {
        FileTime start = FileTime.from(Instant.now());
        while (child.process().isAlive()
                && !hasBegun(output)
                && cache(output).noneMatch(file -> isNew(file, name, start))) {
            Thread.sleep(2);
        }
    }

    private static boolean isNew(Path file, String name, FileTime start) {
        try {
            return file.getFileName().toString().startsWith(name)
                    && Files.getLastModifiedTime(file).compareTo(start) > 0;
        } catch (IOException _) {
            return false; // it is gone already
        }
    }

    /// Waits until that many steps are logged, or the process has ended.
    private static void awaitStep(ChildCommand child, String output, int step) throws Exception {
        while (child.process().isAlive() && RunBits.steps(workspace, output).length < step) {
            Thread.sleep(2);
        }
    }

    private static Stream<Path> cache(String output) {
        Path cache = workspace.path("home-" + output).resolve("cache");
        if (!Files.exists(cache)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.walk(cache)) {
            return files.toList().stream();
        } catch (IOException | UncheckedIOException _) {
            return Stream.empty(); // one went away while they were listed
        }
    }

    /// How far it has come, for the log: what lies in its cache, or how often it has learned.
    private static String stage(String output) {
        if (hasBegun(output)) {
            return RunBits.steps(workspace, output).length + " steps done";
        }
        return cache(output)
                .map(file -> file.getFileName().toString())
                .filter(name -> FILES.stream().anyMatch(name::startsWith))
                .map(name -> name.replaceAll("-.*", ""))
                .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()))
                .toString();
    }
}
