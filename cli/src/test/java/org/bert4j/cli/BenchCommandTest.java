package org.bert4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.tensor.Precision;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Short runs of the benchmarks on a very small model: what they print is there and can be.
class BenchCommandTest {
    private static final String SHORT =
            " --model @/model --warm-up 0 --repetitions 3 --seconds 0.1 --json";
    private static final int NARROW_TERMINAL = 80;

    @TempDir static Path temporary;

    private static Workspace workspace;

    @BeforeAll
    static void prepare() {
        workspace = Workspace.fresh(temporary.resolve("work"));
        workspace.write("texts.txt", "he is in paris\n\nwho is she?\n");
    }

    private static JsonNode bench(String line) {
        CommandRun run = CommandRun.done(workspace.words("bench " + line + SHORT));
        assertEquals(1, run.out().lines().count(), run.out());
        JsonNode json = new JsonMapper().readTree(run.out());
        assertFalse(json.at("/machine/processor").asString().isEmpty());
        assertTrue(json.at("/machine/cores").asInt() >= 1);
        assertEquals(3, json.at("/method/repetitions").asInt());
        for (JsonNode figure : json.path("figures")) {
            assertTrue(figure.path("value").asDouble() > 0, json.toString());
            assertTrue(figure.path("lowest").asDouble() <= figure.path("highest").asDouble());
        }
        return json;
    }

    private static Set<String> figures(JsonNode json) {
        return new TreeSet<>(json.path("figures").propertyNames());
    }

    private static double value(JsonNode json, String figure) {
        return json.at("/figures/" + figure + "/value").asDouble();
    }

    @Test
    void tokenizerFiguresBelongToTheTextGiven() {
        JsonNode json = bench("tokenizer --text @/texts.txt --threads 2");
        assertEquals(
                Set.of("text_1_thread", "text_2_threads", "tokens_1_thread", "tokens_2_threads"),
                figures(json));
        assertEquals(2, json.path("texts").asInt());
        assertEquals("he is in pariswho is she?".length(), json.path("bytes").asInt());
        assertEquals(8, json.path("tokens").asInt());
    }

    @Test
    void tokenizerNeedsNoText() {
        JsonNode json = bench("tokenizer --threads 1");
        assertTrue(json.path("bytes").asInt() > 900_000);
        assertEquals(Set.of("text_1_thread", "tokens_1_thread"), figures(json));
    }

    @Test
    void featuresAreMadeOfAllQuestions() {
        JsonNode json = bench("features --data @/train.json --max-length 48");
        assertEquals(24, json.path("questions").asInt());
        assertEquals(24, json.path("features").asInt());
        assertEquals(Set.of("first_pass", "pass", "questions", "found_again"), figures(json));
        double pass = value(json, "pass");
        assertEquals(24 / pass, value(json, "questions"), 1e-6 * 24 / pass);
    }

    @Test
    void featuresNeedNoData() {
        JsonNode json = bench("features --questions 50");
        assertEquals(50, json.path("questions").asInt());
        assertTrue(json.path("features").asInt() >= 50);
    }

    @Test
    void inferenceIsMeasuredInEachPrecision() {
        JsonNode json = bench("infer --text @/texts.txt --batch-size 2 --max-length 48");
        Set<String> found = figures(json);
        for (Precision available : Precision.available()) {
            String precision = available.name().toLowerCase(Locale.ROOT);
            for (String figure :
                    List.of(
                            "latency",
                            "latency_p95",
                            "full_batches",
                            "full_batches_share_of_matrix_rate",
                            "mixed_texts",
                            "mixed_tokens",
                            "matrix_rate")) {
                assertTrue(found.remove(figure + "_" + precision), json.toString());
            }
            assertTrue(value(json, "full_batches_share_of_matrix_rate_" + precision) < 1);
            assertTrue(
                    value(json, "latency_" + precision) <= value(json, "latency_p95_" + precision));
        }
        assertEquals(Set.of(), found);
        assertEquals("2 x 48 tokens", json.path("full").asString());
        assertEquals(12, json.path("mixed_tokens").asInt());
    }

    @ParameterizedTest
    @ValueSource(strings = {"qa", "classify", "mlm"})
    void trainingCountsRealTokensOnly(String task) {
        JsonNode json =
                bench(
                        "train --precision fp32 --batch-size 4 --max-length 48 --length fixed"
                                + " --task "
                                + task);
        assertEquals(
                Set.of(
                        "step",
                        "examples",
                        "real_tokens",
                        "matrix_products",
                        "share_of_matrix_rate",
                        "matrix_rate_fp32",
                        "matrix_rate_bf16"),
                figures(json));
        double examples = value(json, "examples");
        assertEquals(48 * examples, value(json, "real_tokens"), 1e-6 * 48 * examples);
        assertTrue(value(json, "share_of_matrix_rate") < 1);
        assertEquals("FP32", json.at("/plan/precision").asString());
    }

    @Test
    void trainingTakesAFileOfTheUser() {
        JsonNode json =
                bench("train --data @/train.json --precision fp32 --batch-size 2 --max-length 48");
        assertTrue(json.path("data").asString().endsWith("train.json]"));
        double tokensPerExample = value(json, "real_tokens") / value(json, "examples");
        assertTrue(tokensPerExample > 10 && tokensPerExample < 40, json.toString());
    }

    @Test
    void newWeightsOfAPublishedSizeNeedNoFile() {
        JsonNode json = bench("train --size tiny --precision fp32 --batch-size 2 --max-length 48");
        assertEquals("2 layers of 128", json.path("encoder").asString());
        assertEquals("new weights, tiny", json.path("model").asString());
    }

    @Test
    void nothingIsLeftBehind() throws IOException {
        Set<Path> before = scratchDirectories();
        bench("train --precision fp32 --batch-size 2 --max-length 48");
        bench("features --questions 10");
        assertEquals(before, scratchDirectories());
    }

    private static Set<Path> scratchDirectories() throws IOException {
        try (Stream<Path> entries = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return new TreeSet<>(
                    entries.filter(path -> path.getFileName().toString().startsWith("bert4j-bench"))
                            .toList());
        }
    }

    @Test
    void peopleReadLinesWithTheMachineAndTheMethod() {
        String line = "bench tokenizer" + SHORT.replace(" --json", "");
        String out = CommandRun.done(workspace.words(line)).out();
        assertTrue(out.matches("(?s).*\nmachine +\\S.*cores.*"), out);
        assertTrue(out.matches("(?s).*\nmeasured +after 0 s of warm-up, 3 times.*"), out);
        assertTrue(out.matches("(?s).*\n  text 1 thread +[0-9.,]+ MB/s .* to .*"), out);
    }

    static Stream<BadInputs.Case> badInputs() {
        String tokenizer = "bench tokenizer --model @/model";
        String train = "bench train --model @/model";
        return Stream.of(
                BadInputs.badOption("bench", "Measure what?", "tokenizer, features, infer, train"),
                BadInputs.badOption("bench speed", "\"speed\"", "tokenizer", "--help"),
                BadInputs.badOption("bench infer --model bert-large", "\"bert-large\"", "minilm"),
                BadInputs.badOption(tokenizer + " --text @/no.txt", "no.txt", "check the path"),
                BadInputs.badOption(tokenizer + " --text @/empty.txt", "no text", "a text a line"),
                BadInputs.badOption(tokenizer + " --text @/bytes.txt", "bytes.txt", "not UTF-8"),
                BadInputs.badOption(tokenizer + " --threads 0", "threads must be at least 1"),
                BadInputs.badOption(
                        tokenizer + " --repetitions 0", "repetitions must be at least 1"),
                BadInputs.badOption(tokenizer + " --seconds 0", "seconds must be above 0"),
                BadInputs.badOption(tokenizer + " --warm-up -1", "warm-up must be 0", "-1"),
                BadInputs.badOption(tokenizer + " --mode slow", "--mode", "hf-slow"),
                BadInputs.badOption(
                        "bench features --model @/model --questions 0", "questions must be"),
                BadInputs.badOption(
                        "bench features --model @/model --data @/no.json",
                        "no.json does not exist"),
                BadInputs.badOption(
                        "bench features --model @/model --max-length 3", "--max-length", "3"),
                BadInputs.badOption("bench infer --model @/model", "--max-length is 128", "48"),
                BadInputs.badOption("bench infer --model @/model --batch-size 0", "--batch-size"),
                BadInputs.badOption("bench infer --model @/model --precision fp8", "--precision"),
                BadInputs.badOption(train + " --task translate", "--task", "classify"),
                BadInputs.badOption(train + " --size huge", "--size", "base"),
                BadInputs.badOption(train + " --length long", "--length", "fixed"),
                BadInputs.badOption(train + " --max-length 4", "--max-length", "4"),
                BadInputs.badOption(train, "--max-length is 384", "48 positions"),
                BadInputs.badOption(train + " --task mlm", "--max-length is 128", "48 positions"),
                BadInputs.badOption(
                        train + " --max-length 48 --data @/no.json", "no.json does not exist"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badInputs")
    void badInputIsOneSentence(BadInputs.Case bad) throws IOException {
        workspace.write("empty.txt", "\n \n");
        workspace.write("bytes.txt", new byte[] {'a', (byte) 0xE9, 'b'});
        Set<Path> before = scratchDirectories();
        CommandRun run = CommandRun.of(workspace.words(bad.line()));
        BadInputTest.assertIsOneSentence(run, bad.says(), false);
        assertEquals(before, scratchDirectories());
    }

    static Stream<String> benchmarks() {
        return Main.commandLine(CommandTree.whole())
                .getSubcommands()
                .get("bench")
                .getSubcommands()
                .keySet()
                .stream();
    }

    @ParameterizedTest
    @MethodSource("benchmarks")
    void theExamplesOfTheHelpAreCommands(String name) {
        String help = CommandRun.done("bench", name, "--help").out();
        List<String> lines = help.lines().toList();
        List<String> examples = lines.subList(lines.indexOf("Example:") + 1, lines.size());
        assertFalse(examples.isEmpty());
        for (String example : examples) {
            assertTrue(example.length() < NARROW_TERMINAL, example);
            String command = example.replaceFirst("^ .*\\./bert4j ", "");
            Main.commandLine(CommandTree.whole()).parseArgs(command.split(" "));
        }
    }
}
