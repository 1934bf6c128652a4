package org.bert4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.bert4j.starters.Starters;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/// `doctor data`, and leaving out what it has found.
class DoctorDataCommandTest {
    @TempDir private Path temporary;

    private Workspace workspace() {
        Workspace workspace = Workspace.fresh(temporary.resolve("work"));
        workspace.copy(Workspace.MODELS.resolve("tiny"), "tiny");
        return workspace;
    }

    @Test
    void whatIsFoundIsShownListedAndLeftOut() throws IOException {
        Workspace workspace = workspace();
        StringBuilder train = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            train.append("in china number %d\tland\nin paris number %d\tcity\n".formatted(i, i));
        }
        workspace.write("train.tsv", train + "in paris number 3\tcity\nnew york\tcity\n");
        workspace.write("dev.tsv", "new york\tcity\nbeijing\tland\n");
        String line =
                "doctor data @/train.tsv --dev @/dev.tsv --model @/tiny --no-cross-fitting --list"
                        + " @/bad.tsv";
        String out = CommandRun.done(workspace.words(line)).out();
        assertTrue(out.contains("!! 1 of 2 development examples (50.0 %)"), out);
        assertTrue(out.contains("1 of 62 rows (1.6 %) repeat an earlier one"), out);
        List<String> places = Files.readAllLines(workspace.path("bad.tsv"));
        assertEquals(2, places.size());
        assertTrue(places.get(0).endsWith("train.tsv:61\tduplicate"), places.toString());
        assertTrue(places.get(1).endsWith("train.tsv:62\tleak"), places.toString());

        JsonNode json =
                new JsonMapper().readTree(CommandRun.done(workspace.words(line + " --json")).out());
        assertEquals("classify", json.get("task").asString());
        assertEquals("leak", json.get("findings").get(0).get("check").asString());
        assertEquals(61, json.get("findings").get(0).get("rows").get(0).get(0).asInt());

        CommandRun trained =
                CommandRun.done(
                        workspace.words(
                                "finetune classify --model @/tiny --train @/train.tsv --dev"
                                        + " @/dev.tsv --max-length 16 --precision fp32 --epochs 1"
                                        + " --leave-out @/bad.tsv --output @/out"));
        assertTrue(trained.err().contains("Left out: 2 examples"), trained.err());
        assertTrue(trained.err().contains("60 training examples"), trained.err());
    }

    @Test
    void theKindOfDataIsSeen() {
        Workspace workspace = workspace();
        workspace.write("t.conll", "Ada B-PER\nslept O\n\nParis I-LOC\nslept O\n\n".repeat(9));
        String tags = CommandRun.done(workspace.words("doctor data @/t.conll")).out();
        assertTrue(tags.contains(" examples for ner"), tags);
        assertTrue(tags.contains("tags break the rules of"), tags);
        workspace.write(
                "q.json",
                "{\"data\": [{\"paragraphs\": [{\"context\": \"It rained.\", \"qas\": [{\"id\":"
                        + " \"1\", \"question\": \"What?\", \"answers\": [{\"text\": \"snow\","
                        + " \"answer_start\": 0}]}]}]}]}");
        String questions = CommandRun.done(workspace.words("doctor data @/q.json")).out();
        assertTrue(questions.contains("1 of 1 questions have no answer"), questions);
    }

    @Test
    void badInputIsOneSentence() {
        Workspace workspace = workspace();
        CommandRun missing = CommandRun.of(workspace.words("doctor data @/none.tsv"));
        assertEquals(2, missing.code());
        assertEquals(1, missing.err().strip().lines().count(), missing.err());
    }

    /// Reading time is a goal; here it only has to end, in memory that does not grow with the file.
    @Test
    @Tag("slow")
    void aHundredThousandRowsAreRead() {
        Workspace workspace = workspace();
        Random random = new Random(4);
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            for (int word = 0; word < 20; word++) {
                rows.append("w").append(random.nextInt(30_000)).append(' ');
            }
            rows.append('\t').append(i % 2 == 0 ? "good" : "bad").append('\n');
        }
        workspace.write("train.tsv", rows.toString());
        long begin = System.nanoTime();
        String out =
                CommandRun.done(
                                workspace.words(
                                        "doctor data @/train.tsv --model @/tiny"
                                                + " --no-cross-fitting"))
                        .out();
        System.out.printf("100,000 rows in %.1f s%n", (System.nanoTime() - begin) / 1e9);
        assertTrue(out.contains("100,000 examples"), out);
    }

    /// 5 % of the labels of real sentences are flipped; at least half of them are among the first 8 % that are listed.
    @Test
    @Tag("slow")
    void flippedLabelsOfRealSentencesAreFound() throws IOException {
        Path real = Path.of(System.getProperty("bert4j.root"), "../shared/data/sst2/train.tsv");
        assumeTrue(Files.isRegularFile(real), "no shared data here");
        assumeTrue(Starters.isCached(Starters.find("minilm").orElseThrow()), "no starter here");
        Workspace workspace = workspace();
        List<String> rows = Files.readAllLines(real).stream().limit(4000).toList();
        List<Integer> order = new ArrayList<>(IntStream.range(0, rows.size()).boxed().toList());
        Collections.shuffle(order, new Random(11));
        Set<Integer> flipped = new HashSet<>(order.subList(0, rows.size() / 20));
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            String[] cells = rows.get(i).split("\t");
            boolean one = cells[1].equals("1") != flipped.contains(i);
            text.append(cells[0]).append('\t').append(one ? 1 : 0).append('\n');
        }
        workspace.write("train.tsv", text.toString());
        JsonNode json =
                new JsonMapper()
                        .readTree(
                                CommandRun.done(
                                                workspace.words(
                                                        "doctor data @/train.tsv --model minilm"
                                                                + " --json"))
                                        .out());
        for (JsonNode finding : json.get("findings")) {
            if (finding.get("check").asString().equals("suspicious-label")) {
                long hits =
                        finding.get("rows")
                                .valueStream()
                                .filter(each -> flipped.contains(each.get(0).asInt()))
                                .count();
                System.out.printf(
                        "%d listed, %d of %d flipped among them%n",
                        finding.get("count").asInt(), hits, flipped.size());
                assertTrue(finding.get("count").asInt() <= 0.08 * rows.size());
                assertTrue(2 * hits >= flipped.size());
                return;
            }
        }
        throw new AssertionError("no label was doubted");
    }
}
