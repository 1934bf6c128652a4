package org.bert4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.checkpoint.DirectoryWriter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What a user types, and what stands on stdout: the result and nothing else.
class CommandTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> SQUAD =
            Set.of(
                    "exact",
                    "f1",
                    "total",
                    "HasAns_exact",
                    "HasAns_f1",
                    "HasAns_total",
                    "best_exact",
                    "best_exact_thresh",
                    "best_f1",
                    "best_f1_thresh");

    /// Two questions, of which the second has no answer.
    private static final String WITH_UNANSWERABLE =
            """
            {"version": "v2.0", "data": [{"title": "t", "paragraphs": [
              {"context": "he is in paris", "qas": [
                {"id": "a", "question": "who?", "is_impossible": false,
                 "answers": [{"text": "he", "answer_start": 0}]},
                {"id": "b", "question": "what?", "is_impossible": true, "answers": []}]},
              {"context": "she is in china", "qas": [
                {"id": "c", "question": "who?", "is_impossible": false,
                 "answers": [{"text": "she", "answer_start": 0}]}]}]}]}
            """;

    @TempDir static Path temporary;

    private static Workspace workspace;
    private static CommandRun finetune;

    /// The whole way once: `out` is a run that later tests use.
    @BeforeAll
    static void finetune() {
        workspace = Workspace.fresh(temporary.resolve("work"));
        workspace.write("v2.json", WITH_UNANSWERABLE);
        workspace.write("words/vocab.txt", "[UNK]\nhug\n##ging\n##s\na\nü\n中\n");
        finetune =
                run(
                        "finetune qa --model @/model --train @/train.json --dev @/train.json"
                                + " --output @/out --max-length 48 --max-question-length 12"
                                + " --window-overlap 8 --epochs 1 --limit 20 --precision fp32");
    }

    private static CommandRun run(String line) {
        return CommandRun.done(workspace.words(line));
    }

    private static String tokenize(String options, String lines) {
        String line = "tokenize --model @/words" + options;
        CommandRun run = CommandRun.withInput(lines, workspace.words(line));
        assertEquals(0, run.code(), run.err());
        assertEquals("", run.err());
        return run.out();
    }

    @Test
    void tokenizeShowsWhatAModelIsGiven() {
        String[] words = workspace.words("tokenize --model @/model --table --max-length 9");
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--text", "who is she", "--pair", "he"));
        List<String> lines = CommandRun.done(all.toArray(String[]::new)).out().lines().toList();
        assertEquals("position segment mask id token", plain(lines.getFirst()));
        assertEquals(10, lines.size());
        assertEquals("0 0 1 2 [CLS]", plain(lines.get(1)));
        assertTrue(plain(lines.get(2)).endsWith(" who"), lines.get(2));
        assertTrue(plain(lines.get(6)).startsWith("5 1 1 "), lines.get(6));
        assertEquals("8 0 0 0 [PAD]", plain(lines.get(9)));
    }

    @Test
    void tokenizeShowsATextMaskedAgainAndAgain() {
        String[] words = workspace.words("tokenize --model @/model --masked 3 --text");
        List<String> all = new ArrayList<>(List.of(words));
        all.add("who is she");
        List<String> lines = CommandRun.done(all.toArray(String[]::new)).out().lines().toList();
        assertEquals(4, lines.size());
        assertEquals("[CLS] who is she [SEP]", lines.getFirst());
        assertTrue(lines.stream().skip(1).noneMatch(lines.getFirst()::equals), lines.toString());
    }

    private static String plain(String line) {
        return line.strip().replaceAll(" +", " ");
    }

    @Test
    void fillNamesTheTokensForEachMask() {
        workspace.copy(Workspace.MODELS.resolve("tiny-pretraining"), "filler");
        String[] words = workspace.words("predict fill --model @/filler --top 3 --json --text");
        List<String> all = new ArrayList<>(List.of(words));
        all.add("[MASK] is the [MASK] of china");
        JsonNode json = JSON.readTree(CommandRun.done(all.toArray(String[]::new)).out());
        assertEquals(2, json.get("masks").size());
        JsonNode first = json.get("masks").get(0);
        assertEquals(3, first.size());
        assertTrue(
                first.get(0).get("probability").asDouble()
                        >= first.get(2).get("probability").asDouble());
        double follows =
                JSON.readTree(run("predict nsp --model @/filler --json --text who --pair he").out())
                        .get("follows")
                        .asDouble();
        assertTrue(follows > 0 && follows < 1);
        double surprise =
                Double.parseDouble(
                        run("predict fill --model @/filler --perplexity --text china").out());
        assertTrue(surprise > 1);
    }

    @Test
    void aVocabularyIsEnoughToTokenize() {
        assertEquals("hug ##ging a hug ##s\n", tokenize("", "Hugging a hugs\n"));
        assertEquals("1 2 4 0 6\n", tokenize(" --ids", "hugging a 国中\n"));
    }

    /// The line has an emoji before its last word: two UTF-16 units, one code point.
    @Test
    void jsonHasTokensIdsAndOffsetsInCodePoints() {
        JsonNode json = JSON.readTree(tokenize(" --json", "hugs 😀 a\n"));
        assertEquals(
                JSON.readTree(
                        """
                        {"tokens": ["hug", "##s", "[UNK]", "a"], "ids": [1, 3, 0, 4],
                         "offsets": [[0, 3], [3, 4], [5, 6], [7, 8]]}\
                        """),
                json);
    }

    /// Where the three differ: semantics of google-research/bert and transformers 4.57, "Tokenizers".
    @ParameterizedTest
    @ValueSource(strings = {"hf-fast", "hf-slow", "google"})
    void everyModeTokenizes(String mode) {
        assertEquals("hug ##s\n", tokenize(" --mode " + mode, "HUGS\n"));
    }

    @Test
    void aLineComesOutForEveryLineThatGoesIn() {
        assertEquals("\na\n\n\na\n", tokenize("", "\na\n\n\na"), "the last line has no LF");
        assertEquals("", tokenize("", ""));
        assertEquals("a\n", tokenize("", "a\n"));
        assertEquals(
                "a a\na\n", tokenize("", "a\r\u2028\u2029\u0085a\r\na"), "LF alone ends lines");
    }

    /// More than is read at once, in lines of which the last does not end.
    @Test
    void manyLinesAndLongOnesAreReadWhole() {
        String lines = ("中国" + "a".repeat(50) + "\n").repeat(4000) + "b中".repeat(100_000);
        String[] words = workspace.words("tokenize --json --model @/model");
        List<String> out = CommandRun.withInput(lines, words).out().lines().toList();
        assertEquals(4001, out.size());
        assertEquals(1, Set.copyOf(out.subList(0, 4000)).size());
        String last = JSON.readTree(out.getLast()).get("offsets").toString();
        assertTrue(last.endsWith("[199999,200000]]"), last.substring(last.length() - 40));
    }

    @Test
    void finetuningPrintsItsResultAndLeavesARunDirectory() {
        assertTrue(
                finetune.out().matches("Best f1 \\d+\\.\\d+; the model is .*best\\R"),
                finetune.out());
        Set<String> files = new TreeSet<>(List.of(workspace.path("out").toFile().list()));
        assertEquals(
                Set.of(
                        "best",
                        "last",
                        "metrics.jsonl",
                        "events",
                        "run.json",
                        "predictions.jsonl",
                        "report.html"),
                files);
        JsonNode run = JSON.readTree(workspace.read("out/run.json"));
        assertEquals(8, run.at("/options/window_overlap").asInt());
        assertEquals("FP32", run.at("/plan/precision").asString());
        assertEquals(64, run.at("/data").iterator().next().asString().length());
    }

    @Test
    void trainingOnTheDevelopmentDataIsALoudWarning() {
        assertTrue(finetune.err().contains("WARNING: 100.0 %"), finetune.err());
    }

    @Test
    void theModelIsAHuggingFaceDirectory() {
        for (String file :
                List.of("config.json", "model.safetensors", "vocab.txt", "tokenizer.json")) {
            assertTrue(Files.exists(workspace.path("out/best").resolve(file)), file);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"@/out", "@/out/best", "@/out/last"})
    void aRunAndItsModelsCanBeEvaluated(String model) {
        assertEquals(24, figures(model, "@/train.json", "").get("total").asInt());
    }

    @Test
    void squadFiguresHaveTheOfficialNames() {
        assertEquals(SQUAD, names(figures("@/out", "@/train.json", " --metric squad")));
    }

    @Test
    void unanswerableQuestionsHaveFiguresOfTheirOwn() {
        JsonNode figures = figures("@/out", "@/v2.json", "");
        Set<String> names = new TreeSet<>(SQUAD);
        names.addAll(Set.of("NoAns_exact", "NoAns_f1", "NoAns_total"));
        assertEquals(names, names(figures));
        assertEquals(2, figures.get("HasAns_total").asInt());
        assertEquals(1, figures.get("NoAns_total").asInt());
    }

    @Test
    void cmrcFiguresHaveTheOfficialNames() {
        JsonNode figures = figures("@/out", "@/train.json", " --metric cmrc");
        assertEquals(Set.of("average", "f1", "em", "total", "skip"), names(figures));
        double mean = (figures.get("em").asDouble() + figures.get("f1").asDouble()) / 2;
        assertEquals(mean, figures.get("average").asDouble(), 1e-9);
    }

    /// Without those of intervals.
    private static Set<String> names(JsonNode figures) {
        Set<String> names = new TreeSet<>(figures.propertyNames());
        names.removeIf(name -> name.endsWith("_ci95"));
        return names;
    }

    private static JsonNode figures(String model, String data, String options) {
        String line = "evaluate qa --model %s --data %s --json%s".formatted(model, data, options);
        return JSON.readTree(run(line).out());
    }

    @Test
    void predictionsLieInTheOfficialFiles() {
        String line =
                "evaluate qa --model @/out --data @/v2.json --predictions @/p/predictions.json";
        assertTrue(run(line).out().contains("exact"));
        JsonNode texts = JSON.readTree(workspace.read("p/predictions.json"));
        JsonNode answers = JSON.readTree(workspace.read("p/nbest_predictions.json"));
        assertEquals(Set.of("a", "b", "c"), texts.propertyNames());
        assertEquals(texts.get("a"), answers.get("a").get(0).get("text"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--context he", "--context-file @/he.txt"})
    void anAnswerIsALineOfText(String context) {
        workspace.write("he.txt", "he");
        CommandRun answer = run("predict qa --model @/out --question who? " + context);
        assertEquals("he\n", answer.out());
        assertEquals("", answer.err());
    }

    @Test
    void anAnswerAsJsonHasProbabilitiesAndPlaces() {
        String question = "predict qa --model @/out --question who? --json --top-k 3 --context ";
        JsonNode json = JSON.readTree(run(question + "😀he").out());
        JsonNode best = json.get("answers").get(0);
        assertEquals(json.get("answer"), best.get("answer"));
        assertEquals(
                json.get("answer").asString(),
                "😀he"
                        .substring(
                                "😀he".offsetByCodePoints(0, best.get("start").asInt()),
                                "😀he".offsetByCodePoints(0, best.get("end").asInt())));
        double total = 0;
        for (JsonNode answer : json.get("answers")) {
            total += answer.get("probability").asDouble();
        }
        assertTrue(total > 0 && total <= 1 + 1e-9, json.toString());
    }

    @Test
    void questionsAsJsonLinesAreAnsweredInTheirOrder() {
        String lines =
                """
                {"id": "x", "question": "who?", "context": "he"}

                {"question": "where?", "context": "paris"}
                """;
        String[] words = workspace.words("predict qa --model @/out --json");
        List<JsonNode> answers =
                CommandRun.withInput(lines, words).out().lines().map(JSON::readTree).toList();
        assertEquals(List.of("x", "3"), answers.stream().map(a -> a.get("id").asString()).toList());
        assertEquals("paris", answers.getLast().get("answer").asString());
    }

    @Test
    void aModelThatWasNeverTrainedForTheTaskSaysSo() {
        workspace.copy(Workspace.MODELS.resolve("tiny"), "pretrained");
        String ask = "predict qa --question who? --context he --model @/pretrained";
        assertTrue(run(ask).err().contains("NEW, starting at random: qa_outputs.weight"));
    }

    @Test
    void startersAreListedWithSizeLanguageAndLicence() {
        String list = run("models").out();
        List<String> words = List.of("minilm", "bge-small-zh", "en", "zh", "MiB", "Apache", "MIT");
        words.forEach(word -> assertTrue(list.contains(word), word + " is not in " + list));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "demo --help",
                "models pull --help",
                "tokenize --help",
                "finetune qa --help",
                "evaluate qa --help",
                "predict qa --help"
            })
    void helpGoesToStdout(String line) {
        CommandRun help = run(line);
        assertTrue(help.out().startsWith("Usage: bert4j"), help.out());
        assertEquals("", help.err());
    }

    @Test
    void windowsThatNobodyChoseFitAModelWithFewerPositions() {
        String line = "finetune qa --model @/model --train @/train.json --output @/short";
        String err = run(line + " --epochs 1 --precision fp32").err();
        String said = "The model has 48 positions, so --max-length is 48 instead of 384";
        assertTrue(err.contains(said), err);
        String options = workspace.read("short/run.json");
        assertTrue(options.contains("\"max_question_length\" : 24"), options);
        CommandRun.done(workspace.words("evaluate qa --model @/short --data @/train.json --json"));
    }

    /// As a run that was stopped while it trained the first seed leaves it.
    @Test
    void severalSeedsGoOnWhereTheyStopped() throws IOException {
        String line =
                "finetune qa --model @/model --train @/train.json --output @/seeds --seeds 2 --seed"
                        + " 7 --max-length 48 --max-question-length 12 --epochs 1 --precision fp32";
        String spread = run(line).out().lines().toList().getLast();
        assertTrue(spread.startsWith("Best scores of 2 runs: mean"), spread);
        DirectoryWriter.delete(workspace.path("seeds/seed-8"));
        assertEquals(spread, run(line + " --resume").out().lines().toList().getLast());
    }

    @Test
    void aProcessPrintsUtf8WhateverTheLocale() {
        workspace.write("zh.txt", "中");
        String line = "predict qa --model @/out --question who --context-file @/zh.txt";
        List<String> locale = List.of("env", "LC_ALL=C");
        ChildCommand child =
                ChildCommand.start(locale, temporary, List.of(), workspace.words(line));
        assertEquals(new CommandRun(0, "中\n", ""), child.await());
    }
}
