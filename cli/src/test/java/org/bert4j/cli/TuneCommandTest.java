package org.bert4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.tune.study.Studies;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `tune` as a user types it.
class TuneCommandTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String OPTIONS =
            "--model @/tiny --train @/train.tsv --dev @/train.tsv --max-length 16 --precision fp32"
                    + " --epochs 3 ";

    @TempDir static Path temporary;

    private static Workspace workspace;
    private static CommandRun searched;

    @BeforeAll
    static void search() {
        workspace = Workspace.fresh(temporary.resolve("work"));
        workspace.copy(Workspace.MODELS.resolve("tiny"), "tiny");
        workspace.write(
                "train.tsv",
                "in china\tland\nin paris\tcity\nto france\tland\nnew york\tcity\n".repeat(12));
        searched =
                run(
                        "tune classify "
                                + OPTIONS
                                + "--output @/search --trials 7 --search"
                                + " learning-rate=log(1e-4,1e-2) batch-size=8|16");
    }

    private static CommandRun run(String line) {
        return CommandRun.done(workspace.words(line));
    }

    private static JsonNode show(String study) {
        return JSON.readTree(run("tune show --json @/" + study).out());
    }

    @Test
    void theBestTrialIsPrintedWithTheCommandThatRepeatsIt() {
        JsonNode shown = show("search");
        int best = shown.get("best_trial").asInt();
        JsonNode trial = shown.get("trials").get(best);
        assertEquals("complete", trial.get("state").asString());
        String command = shown.get("best_command").asString();
        assertTrue(searched.out().contains(command), searched.out());
        double score = lastScore(trial);
        String line = command.replace("./bert4j ", "").replace("my-model", "@/again");
        String again = run(line).out();
        assertTrue(again.startsWith("Best accuracy %.4f".formatted(score)), again + score);
    }

    private static double lastScore(JsonNode trial) {
        JsonNode reports = trial.get("reports");
        return reports.get(reports.size() - 1).get("score").asDouble();
    }

    @Test
    void aNinthIsTrainedToTheEnd() {
        List<String> states = new ArrayList<>();
        show("search").get("trials").forEach(trial -> states.add(trial.get("state").asString()));
        assertEquals(7, states.size());
        assertEquals(1, states.stream().filter("complete"::equals).count(), states.toString());
        assertEquals(6, states.stream().filter("stopped"::equals).count(), states.toString());
    }

    @Test
    void theModelOfTheBestTrialIsKeptAndNoOther() {
        JsonNode shown = show("search");
        int best = shown.get("best_trial").asInt();
        for (int i = 0; i < 7; i++) {
            Path trial = workspace.path("search/trials/%04d".formatted(i));
            assertEquals(i == best, Files.exists(trial.resolve("best")), trial.toString());
            assertFalse(Files.exists(trial.resolve("last")), trial.toString());
            assertTrue(Files.exists(trial.resolve("metrics.jsonl")), trial.toString());
        }
        run("evaluate classify --model @/search/trials/%04d --data @/train.tsv".formatted(best));
    }

    @Test
    void showListsEveryTrial() {
        List<String> lines = run("tune show @/search").out().lines().toList();
        assertTrue(lines.getFirst().contains("options"), lines.getFirst());
        for (int i = 0; i < 7; i++) {
            assertTrue(lines.get(i + 1).strip().startsWith(i + " "), lines.get(i + 1));
        }
    }

    @Test
    void moreTrialsCanFollow() {
        run(
                "tune classify "
                        + OPTIONS
                        + "--output @/more --trials 1 --scheduler none --search"
                        + " learning-rate=log(1e-4,1e-2)");
        run(
                "tune classify "
                        + OPTIONS
                        + "--output @/more --trials 3 --scheduler none --resume --search"
                        + " learning-rate=log(1e-4,1e-2)");
        assertEquals(3, show("more").get("trials").size());
    }

    @Test
    void aTrialWhoseOptionsDoNotGoTogetherFailsAloneAndTheSearchGoesOn() {
        String out =
                run("tune classify "
                                + OPTIONS
                                + "--output @/pairs --sampler grid --scheduler none --trials 4"
                                + " --search freeze=encoder|nothing lora=2|4")
                        .err();
        List<String> states = new ArrayList<>();
        show("pairs").get("trials").forEach(trial -> states.add(trial.get("state").asString()));
        assertEquals(2, states.stream().filter("failed"::equals).count(), states.toString());
        assertEquals(2, states.stream().filter("complete"::equals).count(), states.toString());
        assertTrue(out.contains("failed: --lora"), out);
    }

    @Test
    void workersShareTheTrials() {
        String search =
                "tune classify "
                        + OPTIONS
                        + "--sampler random --scheduler none --search learning-rate=log(1e-4,1e-2)"
                        + " --trials 4 ";
        run(search + "--output @/one");
        run(search + "--output @/two --workers 2");
        JsonNode alone = show("one").get("trials");
        JsonNode shared = show("two").get("trials");
        for (int i = 0; i < 4; i++) {
            assertEquals(alone.get(i).get("options"), shared.get(i).get("options"));
            assertEquals("complete", shared.get(i).get("state").asString());
        }
        assertTrue(Files.exists(workspace.path("two/worker-2.log")));
    }

    @Test
    void aWorkerSaysWhyItHasGivenUp() {
        CommandRun failed =
                CommandRun.of(
                        workspace.words(
                                "tune classify "
                                        + OPTIONS
                                        + "--workers 2 --trials 2 --search batch-size=8|16 --metric"
                                        + " rouge --output @/failed"));
        assertEquals(2, failed.code());
        assertTrue(failed.err().contains("A worker has given up"), failed.err());
        assertTrue(failed.err().contains("The evaluation has no figure \"rouge\""), failed.err());
    }

    @Test
    void withSeveralFiguresAllTrialsAreKeptThatNoOtherBeats() {
        String out =
                run("tune classify "
                                + OPTIONS
                                + "--sampler random --scheduler none --search"
                                + " learning-rate=log(1e-4,1e-2) --trials 4 --metric"
                                + " accuracy,latency --output @/both")
                        .out();
        assertTrue(out.contains("No other trial beats these in everything"), out);
        JsonNode trials = show("both").get("trials");
        double highest = 0;
        for (JsonNode trial : trials) {
            JsonNode report = trial.get("reports").get(0);
            assertTrue(report.get("latency").asDouble() > 0, report.toString());
            highest = Math.max(highest, report.get("accuracy").asDouble());
        }
        int best = show("both").get("best_trial").asInt();
        JsonNode report = trials.get(best).get("reports").get(0);
        assertEquals(highest, report.get("accuracy").asDouble());
        assertTrue(Files.exists(workspace.path("both/trials/%04d/best".formatted(best))), out);
    }

    @Test
    void optionsMayStandInAFile() {
        workspace.write(
                "space.yaml",
                """
                freeze: [nothing, encoder]
                head-learning-rate: 0.01|0.02 if freeze=encoder
                """);
        run(
                "tune classify "
                        + OPTIONS
                        + "--output @/grid --sampler grid --scheduler none --space @/space.yaml");
        JsonNode trials = show("grid").get("trials");
        assertEquals(3, trials.size());
        assertEquals("{\"freeze\":\"nothing\"}", trials.get(0).get("options").toString());
        assertEquals(
                "{\"freeze\":\"encoder\",\"head-learning-rate\":\"0.02\"}",
                trials.get(2).get("options").toString());
    }

    @Test
    void bestTrainsWithSeveralSeeds() {
        String out = run("tune best @/search --seeds 2 --output @/final").out();
        assertTrue(out.contains("Best scores of 2 runs: mean "), out);
        assertTrue(Files.exists(workspace.path("final/seed-42/best/model.safetensors")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --search learning-rat=1e-4..1e-3            | learning-rat=1e-4 cannot be searched: Unknown option
                    --search learning-rate=log(1,2)             | learning-rate=1 cannot be searched: --learning-rate must lie
                    --search learning-rate=0.5..2.0             | learning-rate=2.0 cannot be searched: --learning-rate must lie
                    --search epochs=2..4                        | --epochs is searched and given
                    --search batch-size=8..4                    | a range goes from a lower to a higher bound
                    --space no.yaml                             | --space no.yaml does not exist; give a YAML file
                    --trials 3                                  | There is nothing to search
                    --search batch-size=8 --trials 0            | --trials must be at least 1
                    --search batch-size=8 --seeds 3             | Unknown option: '--seeds'
                    --search batch-size=8 --metric f7 --trials 1| The evaluation has no figure "f7", but: accuracy
                    """)
    void saysWhatIsWrong(String options, String reason) {
        CommandRun run =
                CommandRun.of(
                        workspace.words(
                                "tune classify "
                                        + OPTIONS
                                        + "--output @/wrong-"
                                        + options.hashCode()
                                        + " "
                                        + options.strip()));
        assertEquals(2, run.code(), run.err());
        assertTrue(run.err().contains(reason), run.err());
        assertFalse(run.err().contains("\tat "), run.err());
    }

    @Test
    void trialsAreListedAndComparedAsOtherRuns() {
        List<String> lines = run("runs list @/search/trials").out().lines().toList();
        assertEquals(1 + 7, lines.size());
        assertTrue(lines.get(1).contains("learning-rate="), lines.get(1));
        assertFalse(lines.get(1).contains("max-length"), lines.get(1));
        String compared = run("runs compare @/search/trials/0000 @/search/trials/0001").out();
        assertTrue(compared.contains("learning-rate"), compared);
        assertTrue(compared.contains("accuracy"), compared);
        assertTrue(run("runs show @/search/trials/0000").out().contains("loss"));
        CommandRun none = CommandRun.of(workspace.words("runs list @/tiny"));
        assertEquals(2, none.code());
        assertTrue(none.err().contains("There is no training run under"), none.err());
    }

    @Test
    void theReportIsOnePageThatNeedsNothingElse() {
        run("tune show @/search --html @/search.html");
        for (String file : List.of("search.html", "search/report.html")) {
            String page = workspace.read(file);
            assertTrue(page.contains("\"importance\":{\"learning-rate\":"), file);
            assertTrue(page.contains("echarts"), file);
            assertFalse(page.matches("(?s).*<(script|link)[^>]+(src|href)=.*"), file);
        }
    }

    @Test
    void aSearchIsReplacedOnlyWhenAskedTo() {
        String line =
                "tune classify " + OPTIONS + "--output @/twice --trials 1 --search batch-size=";
        run(line + "8");
        CommandRun refused = CommandRun.of(workspace.words(line + "16"));
        assertEquals(2, refused.code());
        assertTrue(refused.err().contains("holds a search \"study\" already"), refused.err());
        assertEquals("8", show("twice").at("/trials/0/options/batch-size").asString());
        run(line + "16 --overwrite");
        assertEquals("16", show("twice").at("/trials/0/options/batch-size").asString());
        assertEquals(1, show("twice").get("trials").size());
    }

    @Test
    void nothingIsLeftOfASearchThatCannotBegin() {
        String line = "tune classify " + OPTIONS.replace("@/train.tsv", "@/none.tsv");
        CommandRun run =
                CommandRun.of(workspace.words(line + "--output @/never --search batch-size=8"));
        assertEquals(2, run.code());
        assertTrue(run.err().contains("none.tsv"), run.err());
        assertFalse(Files.exists(workspace.path("never")));
        CommandRun resumed =
                CommandRun.of(
                        workspace.words(
                                "tune classify "
                                        + OPTIONS
                                        + "--output @/never --resume --search batch-size=8"));
        assertEquals(2, resumed.code());
        assertTrue(resumed.err().contains("holds no search"), resumed.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    show                                      | No search is named; name the --output
                    worker                                    | No search is named; name the --output
                    show @/empty                              | empty holds no search yet; begin one
                    best @/empty --output @/nothing           | empty holds no search yet; begin one
                    worker @/empty                            | empty holds no search yet; begin one
                    worker @/empty --study mine               | empty holds no search yet; begin one
                    worker @/search --study mine              | search holds no search "mine"; name one of: study.
                    show --storage @H2/empty/studies          | The database holds no search yet
                    show --storage @H2/both-studies/studies            | holds several searches; name one of them: second, first.
                    show third --storage @H2/both-studies/studies      | holds no search "third"; name one of: second, first.
                    show --storage jdbc:h2:mem:x              | jdbc:h2:mem:x is not a database that holds studies; give jdbc:postgresql:
                    show --storage foo                        | foo is not a database that holds studies
                    show --storage jdbc:mysql://me:pw@h/x     | jdbc:mysql://h/x is not a database that holds studies
                    show @/damaged                            | damaged/studies.mv.db: Store header is corrupt
                    """)
    void whatHoldsNoSearchIsNamed(String command, String says) {
        Studies.inFile(StudyFlags.file(workspace.path("empty"))).close();
        try (Studies two = Studies.inFile(StudyFlags.file(workspace.path("both-studies")))) {
            for (String name : List.of("first", "second")) {
                two.delete(name);
                two.create(name, TinyStudies.random(workspace, "both-studies", "--epochs 1"), 1);
            }
        }
        workspace.write("damaged/studies.mv.db", "x".repeat(20_000));
        String line = "tune " + command.replace("@H2", "jdbc:h2:file:" + workspace.root());
        CommandRun run = CommandRun.of(line.replace("@/", workspace.root() + "/").split(" "));
        assertEquals(2, run.code(), run.err());
        assertTrue(run.err().contains(says), run.err());
        assertFalse(run.err().contains("null"), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
    }

    @Test
    void aDirectoryWithoutASearchIsNamed() {
        CommandRun run = CommandRun.of(workspace.words("tune show @/tiny"));
        assertEquals(2, run.code());
        assertTrue(run.err().contains("tiny holds no search"), run.err());
    }
}
