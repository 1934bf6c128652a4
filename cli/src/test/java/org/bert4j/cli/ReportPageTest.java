package org.bert4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

/// Pages of runs, drawn by a real browser without a network where there is one.
class ReportPageTest {
    private static final String DATA =
            "in china\tland\nin paris\tcity\nto france\tland\nnew york\tcity\n北京 paris\tcity\n";

    @TempDir static Path temporary;

    private static Workspace workspace;

    @BeforeAll
    static void train() {
        workspace = Workspace.fresh(temporary.resolve("work"));
        workspace.copy(Workspace.MODELS.resolve("tiny"), "tiny");
        workspace.write("train.tsv", DATA.repeat(12));
        workspace.write("test.tsv", (DATA + "in paris <b>\tland\nin paris <b>\tcity\n").repeat(5));
        String options = " --max-length 16 --precision fp32 --epochs 6 --learning-rate 1e-2";
        run(
                "finetune classify --model @/tiny --train @/train.tsv --dev @/test.tsv --output"
                        + " @/one"
                        + options);
        run(
                "finetune classify --model @/tiny --train @/train.tsv --dev @/test.tsv --output"
                        + " @/two --dropout 0.3 --histograms"
                        + options);
    }

    private static CommandRun run(String line) {
        return CommandRun.done(workspace.words(line));
    }

    @Test
    void aRunLeavesItsPageItsAnswersAndACard() throws IOException {
        String card = Files.readString(workspace.path("one/best/README.md"));
        assertTrue(card.startsWith("---\nlibrary_name: bert4j\nbase_model: \"tiny\"\n"), card);
        assertTrue(card.contains("pipeline_tag: text-classification"), card);
        assertTrue(card.contains("| accuracy | "), card);
        assertFalse(card.contains(temporary.toString()), card);
        List<String> answers = Files.readAllLines(workspace.path("one/predictions.jsonl"));
        assertEquals(35, answers.size());
        assertTrue(answers.getFirst().contains("\"texts\":[\"in china\"]"), answers.getFirst());
        assertTrue(answers.getFirst().contains("\"truth\":\"land\""), answers.getFirst());
        String page = Files.readString(workspace.path("one/report.html"));
        assertFalse(page.contains("in paris <b>"), "a text must not become markup");
        assertTrue(page.contains("in paris \\u003cb>"));
        assertFalse(page.contains("src=\"http"), "the page needs a network");
        String two = Files.readString(workspace.path("two/run.json"));
        assertTrue(two.contains("\"dropout\" : 0.3"), two);
    }

    @Test
    void aBrowserDrawsThePageOfARun() throws Exception {
        String drawn = drawn(workspace.path("one/report.html"));
        for (String part :
                List.of(
                        "Run one: classify",
                        "Curves",
                        "Figures of the best model",
                        "Which labels are taken for which",
                        "Can the probabilities be believed?",
                        "Parts of the data",
                        "The mistakes the model was surest of",
                        "in paris &lt;b&gt;",
                        "learning_rate")) {
            assertTrue(drawn.contains(part), part);
        }
        assertTrue(drawn.split("<canvas").length > 5, "charts are missing");
    }

    @Test
    void aBrowserDrawsTwoRunsSideBySide() throws Exception {
        run("runs compare @/one @/two --html @/both.html");
        String drawn = drawn(workspace.path("both.html"));
        assertTrue(drawn.contains("Runs: one, two"), drawn);
        assertTrue(drawn.contains("<tr class=\"different\"><td class=\"\">dropout</td>"));
    }

    @Test
    void aBrowserDrawsAnEvaluation() throws Exception {
        run("evaluate classify --model @/one --data @/test.tsv --html @/test.html");
        String drawn = drawn(workspace.path("test.html"));
        assertTrue(drawn.contains("An evaluation"), drawn);
        assertTrue(drawn.contains("in paris &lt;b&gt;"), drawn);
    }

    /// Each pair is looked for among all others, so nothing is to be said of one by itself.
    @Test
    void pairsThatAreLookedForAmongOthersHaveAPageToo() throws Exception {
        StringBuilder pairs = new StringBuilder("anchor\tpositive\n");
        for (int i = 0; i < 12; i++) {
            pairs.append("he is in paris %d\the is in france %d\n".formatted(i, i));
        }
        workspace.write("pairs.tsv", pairs.toString());
        run(
                "finetune embed --loss contrastive --model @/tiny --train @/pairs.tsv --dev"
                        + " @/pairs.tsv --max-length 16 --precision fp32 --epochs 1 --output"
                        + " @/pairs");
        assertTrue(Files.exists(workspace.path("pairs/best/README.md")));
        String drawn = drawn(workspace.path("pairs/report.html"));
        assertTrue(drawn.contains("recall_at_1"), drawn);
        assertTrue(drawn.contains("can be judged one by one"), drawn);
    }

    @Test
    void whatIsMissingIsSaid() throws Exception {
        Files.delete(workspace.path("two/predictions.jsonl"));
        run("runs show @/two --html @/without.html");
        assertTrue(drawn(workspace.path("without.html")).contains("left no answers"));
    }

    /// The page as the browser has it once its script is through; a screenshot of it must show something.
    private static String drawn(Path page) throws Exception {
        Optional<Path> browser = browser();
        assumeTrue(browser.isPresent(), "no Chromium here");
        Path profile = Files.createTempDirectory(temporary, "profile");
        Path picture = profile.resolve("page.png");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                browser.get().toString(),
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--no-first-run",
                                "--lang=en",
                                "--window-size=1200,2400",
                                "--user-data-dir=" + profile));
        start(command, "--screenshot=" + picture, page, profile.resolve("screenshot.log"));
        Path dom = profile.resolve("page.dom");
        start(command, "--dump-dom", page, dom);
        BufferedImage image = ImageIO.read(picture.toFile());
        Set<Integer> colours = new HashSet<>();
        for (int y = 0; y < image.getHeight(); y += 3) {
            for (int x = 0; x < image.getWidth(); x += 3) {
                colours.add(image.getRGB(x, y));
            }
        }
        assertTrue(colours.size() > 20, "the picture is empty");
        return Files.readString(dom);
    }

    private static void start(List<String> command, String what, Path page, Path output)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(command);
        words.addAll(List.of(what, page.toUri().toString()));
        Process process =
                new ProcessBuilder(words)
                        .redirectOutput(output.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the browser does not end");
    }

    private static Optional<Path> browser() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(
                        directory ->
                                Stream.of("chromium", "chromium-browser", "google-chrome")
                                        .map(name -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
