package org.bert4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.bert4j.checkpoint.DirectoryWriter;
import org.bert4j.tensor.Precision;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `finetune`, `evaluate` and `predict` of every task, as a user types them.
class TaskCommandTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<String, CommandRun> FINETUNED = new HashMap<>();

    @TempDir static Path temporary;

    private static Workspace workspace;

    /// A model of every task, which later tests use.
    @BeforeAll
    static void finetune() {
        workspace = Workspace.fresh(temporary.resolve("work"));
        workspace.copy(Workspace.MODELS.resolve("tiny"), "tiny");
        TaskSample.all()
                .forEach(
                        sample -> {
                            workspace.write(sample.file(), sample.data());
                            FINETUNED.put(sample.task(), run(sample.finetune()));
                        });
    }

    private static CommandRun run(String line) {
        return CommandRun.done(workspace.words(line));
    }

    @Test
    void aBudgetEndsTheTrainingOnTime() {
        String line =
                "finetune classify --model @/tiny --train @/classify.tsv --dev @/classify.tsv"
                        + " --output @/timed --precision fp32 --budget 3s";
        long begin = System.nanoTime();
        run(line);
        double seconds = (System.nanoTime() - begin) / 1e9;
        assertTrue(seconds >= 2 && seconds < 30, "took " + seconds);
        assertTrue(Files.exists(workspace.path("timed/best/model.safetensors")));
        CommandRun both = CommandRun.of(workspace.words(line + " --overwrite --epochs 3"));
        assertEquals(2, both.code());
        assertTrue(both.err().contains("--epochs and --budget both say how long"), both.err());
    }

    /// For every task an adapter is learnt, told its figures, and made a whole model of that has the same.
    @ParameterizedTest
    @MethodSource("org.bert4j.cli.TaskSample#all")
    void anAdapterAndWhatIsMergedOfItAreModelsAsOthers(TaskSample sample) {
        String task = sample.task();
        run(
                sample.finetune()
                        .replace("--output @/" + task, "--output @/lora-" + task + " --lora 2"));
        Path best = workspace.path("lora-" + task + "/best");
        assertTrue(Files.exists(best.resolve("adapter_model.safetensors")), best.toString());
        assertFalse(Files.exists(best.resolve("model.safetensors")), best.toString());
        run("models merge @/lora-%1$s --output @/whole-%1$s".formatted(task));
        String evaluate = sample.evaluate() + " --json";
        JsonNode[] figures = new JsonNode[2];
        for (int i = 0; i < 2; i++) {
            String model = "--model @/" + (i == 0 ? "lora-" : "whole-") + task;
            figures[i] = JSON.readTree(run(evaluate.replace("--model @/" + task, model)).out());
        }
        assertEquals(figures[0], figures[1]);
    }

    private static List<String> predict(TaskSample sample, String options, String input) {
        CommandRun run = CommandRun.withInput(input, workspace.words(sample.predict() + options));
        assertEquals(0, run.code(), run.err());
        return run.out().lines().toList();
    }

    @ParameterizedTest
    @MethodSource("org.bert4j.cli.TaskSample#all")
    void finetuningSaysWhatItReadAndPrintsItsBestScore(TaskSample sample) {
        CommandRun run = FINETUNED.get(sample.task());
        assertTrue(
                run.out().matches("Best \\w+ -?\\d\\.\\d{4}; the model is .*best\\R"), run.out());
        assertTrue(run.err().contains("Training data: "), run.err());
        assertTrue(run.err().contains(sample.file()), run.err());
    }

    @ParameterizedTest(name = "{0} by {1}")
    @CsvSource({
        "classify, accuracy", "nli, accuracy", "pairs, accuracy", "choice, accuracy",
        "multilabel, f1_macro", "ner, f1", "regress, spearman", "embed, spearman"
    })
    void theBestModelIsChosen(String task, String figure) {
        String out = FINETUNED.get(task).out();
        assertTrue(out.startsWith("Best " + figure + " "), out);
    }

    @ParameterizedTest
    @MethodSource("org.bert4j.cli.TaskSample#all")
    void evaluateNamesItsFiguresAfterTheMetric(TaskSample sample) {
        CommandRun run = run(sample.evaluate() + " --json");
        JsonNode figures = JSON.readTree(run.out());
        assertTrue(figures.propertyNames().containsAll(sample.figures()), run.out());
        sample.figures().stream()
                .filter(name -> !name.equals("per_class"))
                .forEach(name -> assertTrue(figures.get(name).isNumber(), name));
    }

    /// The best model is that of the only evaluation.
    @ParameterizedTest
    @MethodSource("org.bert4j.cli.TaskSample#all")
    void evaluateFindsTheScoreOfTraining(TaskSample sample) {
        JsonNode figures = JSON.readTree(run(sample.evaluate() + " --json").out());
        String[] best = FINETUNED.get(sample.task()).out().split("[ ;]");
        assertEquals(Double.parseDouble(best[2]), figures.get(best[1]).doubleValue(), 1e-4);
    }

    @ParameterizedTest
    @MethodSource("org.bert4j.cli.TaskSample#all")
    void figuresForPeopleAreATable(TaskSample sample) {
        String table = run(sample.evaluate()).out();
        sample.figures().stream()
                .filter(name -> !name.equals("per_class"))
                .forEach(
                        name ->
                                assertTrue(
                                        table.lines().anyMatch(l -> l.startsWith(name + " ")),
                                        table));
    }

    @ParameterizedTest
    @MethodSource("org.bert4j.cli.TaskSample#all")
    void predictionsHaveATruthForEveryExample(TaskSample sample) {
        String file = "predictions-" + sample.task() + ".jsonl";
        run(sample.evaluate() + " --predictions @/" + file);
        List<JsonNode> lines = workspace.read(file).lines().map(JSON::readTree).toList();
        JsonNode figures = JSON.readTree(run(sample.evaluate() + " --json").out());
        if (figures.has("total")) {
            assertEquals(figures.get("total").asInt(), lines.size());
        }
        Set<String> fields = new HashSet<>(sample.fields());
        fields.remove("vectors"); // predict gives them
        for (JsonNode line : lines) {
            assertTrue(line.has("truth"), line.toString());
            assertTrue(line.propertyNames().containsAll(fields), line.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("org.bert4j.cli.TaskSample#all")
    void everyLineIsAnswered(TaskSample sample) {
        List<String> answers = predict(sample, "", sample.input());
        assertEquals(2, answers.size());
        answers.forEach(answer -> assertTrue(answer.matches(sample.answer()), answer));
    }

    @ParameterizedTest
    @MethodSource("org.bert4j.cli.TaskSample#all")
    void aBlankLineComesOutForABlankLine(TaskSample sample) {
        List<String> lines = sample.inputLines();
        String input = "\n%s\n \n%s\n\n".formatted(lines.get(0), lines.get(1));
        List<String> answers = predict(sample, "", input);
        List<String> alone = predict(sample, "", sample.input());
        assertEquals(List.of("", alone.get(0), "", alone.get(1), ""), answers);
        List<JsonNode> json =
                predict(sample, " --json", input).stream().map(JSON::readTree).toList();
        assertEquals(5, json.size());
        sample.fields().forEach(field -> assertTrue(json.get(1).has(field), json.toString()));
    }

    @ParameterizedTest
    @MethodSource("org.bert4j.cli.TaskSample#all")
    void jsonSaysTheSameAsTheLine(TaskSample sample) {
        List<String> lines = predict(sample, "", sample.input());
        List<String> json = predict(sample, " --json", sample.input());
        for (int i = 0; i < lines.size(); i++) {
            JsonNode answer = JSON.readTree(json.get(i));
            assertEquals(sample.fields(), answer.propertyNames());
            if (answer.has("label")) {
                String label = answer.get("label").asString();
                assertTrue(lines.get(i).startsWith(label + "\t"), lines.get(i));
            }
        }
    }

    @Test
    void scoresAreRoundedInBfloat16() {
        TaskSample sample = TaskSample.of("regress");
        double exact = Double.parseDouble(predict(sample, "", sample.input()).getFirst());
        List<String> rounded = predict(sample, " --precision bf16", sample.input());
        assertEquals(exact, Double.parseDouble(rounded.getFirst()), 0.05);
    }

    @Test
    void scoresOf8BitIntegersAreRoundedMore() {
        assumeTrue(Precision.INT8.isAvailable());
        TaskSample sample = TaskSample.of("regress");
        double exact = Double.parseDouble(predict(sample, "", sample.input()).getFirst());
        List<String> rounded = predict(sample, " --precision int8", sample.input());
        assertEquals(exact, Double.parseDouble(rounded.getFirst()), 0.1);
    }

    /// oneDNN is told to take this processor for an older one.
    @ParameterizedTest
    @ValueSource(strings = {"predict", "evaluate"})
    @DisabledOnOs(OS.WINDOWS) // which has no `env`
    void processorsThatDoNotMultiply8BitIntegersAreToldSo(String verb) {
        TaskSample sample = TaskSample.of("classify");
        String line = verb.equals("predict") ? sample.predict() : sample.evaluate();
        CommandRun run =
                ChildCommand.start(
                                List.of("env", "ONEDNN_MAX_CPU_ISA=AVX2"),
                                temporary,
                                List.of(),
                                workspace.words(line + " --precision int8"))
                        .await();
        assertEquals(2, run.code(), run.err());
        assertTrue(run.err().contains("VNNI or AMX, and none of these computes here"));
        assertFalse(run.err().contains("defect"), run.err());
    }

    /// The second line is written after the first was answered.
    @ParameterizedTest
    @ValueSource(strings = {"classify", "ner"})
    @Timeout(60)
    void somebodyTypingGetsEachAnswerAtOnce(String task) throws IOException {
        TaskSample sample = TaskSample.of(task);
        List<String> expected = predict(sample, "", sample.input());
        Process process = ChildCommand.piped(workspace.words(sample.predict()));
        try (BufferedWriter typed = process.outputWriter(StandardCharsets.UTF_8);
                BufferedReader answers = process.inputReader(StandardCharsets.UTF_8)) {
            for (int i = 0; i < 2; i++) {
                typed.write(sample.inputLines().get(i) + "\n");
                typed.flush();
                assertEquals(expected.get(i), answers.readLine());
            }
        } finally {
            process.destroy();
        }
    }

    @Test
    void aTextAndAPairAreWords() {
        String[] pair = workspace.words(TaskSample.of("nli").predict() + " --text # --pair he");
        pair[5] = "he is in paris";
        assertEquals(1, CommandRun.done(pair).out().lines().count());
        String text = TaskSample.of("classify").predict() + " --text paris";
        assertEquals(
                run(text).out(), predict(TaskSample.of("classify"), "", "paris").getFirst() + "\n");
        String[] choice =
                workspace.words(TaskSample.of("choice").predict() + " --text he --pair #");
        choice[7] = "in paris|by|is to";
        assertTrue(CommandRun.done(choice).out().matches("(in paris|by|is to)\t.*\\R"));
        String vector = run(TaskSample.of("embed").predict() + " --text paris --json").out();
        assertEquals(16, JSON.readTree(vector).get("vectors").get(0).size());
    }

    /// Offsets count code points, so the emoji before the words is one.
    @Test
    void entitiesHavePlacesInTheText() {
        JsonNode answer =
                JSON.readTree(
                        predict(TaskSample.of("ner"), " --json", "😀 he is in 中国").getFirst());
        String text = "😀 he is in 中国";
        for (JsonNode entity : answer.get("entities")) {
            int start = text.offsetByCodePoints(0, entity.get("start").asInt());
            int end = text.offsetByCodePoints(0, entity.get("end").asInt());
            assertEquals(entity.get("text").asString(), text.substring(start, end));
        }
        assertFalse(answer.get("entities").isMissingNode());
    }

    @Test
    void aTextToFindEntitiesInMayBeJson() {
        TaskSample ner = TaskSample.of("ner");
        String json =
                ner.inputLines().stream()
                        .map(line -> "{\"text\": \"%s\"}\n".formatted(line))
                        .reduce("", String::concat);
        assertEquals(predict(ner, " --json", ner.input()), predict(ner, " --json", json));
    }

    @Test
    void zeroShotPredictionsHaveTheirTruth() {
        workspace.write("news.tsv", "in china\tland\nin paris\tcity\nnew york\tcity\n");
        String line =
                "evaluate zero-shot --model @/nli --data @/news.tsv --predictions @/new/n.jsonl";
        run(line);
        List<JsonNode> lines = workspace.read("new/n.jsonl").lines().map(JSON::readTree).toList();
        List<String> truths = lines.stream().map(node -> node.get("truth").asString()).toList();
        assertEquals(List.of("land", "city", "city"), truths);
        lines.forEach(node -> assertEquals(2, node.get("scores").size()));
    }

    /// The second text has no place in a hypothesis.
    @Test
    void zeroShotTakesNoPairs() {
        String nli = "%s zero-shot --model @/nli --labels land,city";
        CommandRun predicted =
                CommandRun.withInput("he\tshe\n", workspace.words(nli.formatted("predict")));
        assertTrue(predicted.err().contains("takes 1 text"), predicted.err());
        workspace.write("pairs.csv", "premise,hypothesis,label\nhe,she,land\nwho,he,city\n");
        String data = nli.formatted("evaluate") + " --data @/pairs.csv";
        CommandRun evaluated = CommandRun.of(workspace.words(data));
        assertTrue(evaluated.err().contains("a row needs 1 text"), evaluated.err());
        run(data + " --text-column premise");
    }

    /// A model that was published elsewhere says nothing of lengths; 48 positions are fewer than the usual 128 tokens.
    @ParameterizedTest
    @ValueSource(strings = {"classify", "multilabel", "regress", "ner", "choice", "embed"})
    void modelsOfOtherOriginAreUsedAsTheyAre(String task) {
        String model = "tiny-" + task;
        if (!Files.exists(workspace.path(model))) {
            workspace.copy(Workspace.MODELS.resolve(model), model);
        }
        TaskSample sample = TaskSample.of(task);
        String line = "predict %s --model @/%s".formatted(task, model);
        CommandRun run = CommandRun.withInput(sample.input(), workspace.words(line));
        assertEquals(2, run.out().lines().count(), run.toString());
    }

    @ParameterizedTest
    @MethodSource("org.bert4j.cli.TaskSample#all")
    void aLengthThatNobodyChoseGivesWayToAModelWithFewerPositions(TaskSample sample) {
        String line = into(sample.task(), "short-" + sample.task()).replace(" --max-length 24", "");
        CommandRun run = run(line + " --limit 8");
        String said = "The model has 48 positions, so --max-length is 48 instead of 128";
        assertTrue(run.err().contains(said), run.err());
        String options = workspace.read("short-" + sample.task() + "/run.json");
        assertTrue(options.contains("\"max_length\" : 48"), options);
    }

    /// The model has no vector for tokens of a second segment.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "predict nli --model @/one-segment --text paris --pair china",
                "predict qa --model @/one-segment --question who --context paris",
                "predict zero-shot --model @/one-segment --labels land,city --text paris"
            })
    void aModelWithOneSegmentTakesPairs(String line) {
        if (!Files.exists(workspace.path("one-segment"))) {
            workspace.copy(Workspace.MODELS.resolve("tiny-one-segment"), "one-segment");
            workspace.replace("one-segment/config.json", "none", "entailment");
        }
        assertEquals(1, run(line).out().lines().count());
    }

    /// Training data of one language, development data of several.
    @Test
    void oneLanguageOfSeveralIsChosen() {
        workspace.copy(Workspace.MODELS.resolveSibling("dataset"), "published");
        String line =
                "finetune nli --model @/tiny --train @/published/multinli.train.zh.tsv"
                        + " --dev @/published/xnli.dev.tsv --language zh --output @/xnli"
                        + " --epochs 1 --max-length 24 --precision fp32";
        String err = run(line).err();
        assertTrue(err.contains("only zh, 3 rows (not de 3, en 3)"), err);
        assertTrue(err.contains("\"contradictory\" is read as \"contradiction\""), err);
        String evaluate = "evaluate nli --model @/xnli --data @/published/xnli.dev.tsv --json";
        assertEquals(9, JSON.readTree(run(evaluate).out()).get("total").asInt());
        String german = run(evaluate + " --language de").out();
        assertEquals(3, JSON.readTree(german).get("total").asInt());
    }

    @Test
    void publishedC3IsTrainedOnAsItIs() {
        workspace.copy(Workspace.MODELS.resolveSibling("dataset"), "c3");
        String line =
                "finetune choice --model @/tiny --train @/c3/c3-d-dev.json"
                        + " --dev @/c3/clue-c3.jsonl --output @/c3-model"
                        + " --epochs 1 --max-length 48 --precision fp32";
        CommandRun run = run(line);
        assertTrue(run.out().startsWith("Best accuracy "), run.out());
        assertTrue(run.err().contains("documents with their questions; prompt"), run.err());
    }

    /// As a run that was killed when it began the second seed leaves it.
    @Test
    void severalSeedsGoOnWhereTheyStopped() throws IOException {
        String line = into("classify", "seeds") + " --seeds 2 --seed 7";
        String spread = run(line).out().lines().toList().getLast();
        assertTrue(spread.matches(".* 2 runs: mean \\d\\.\\d{4}, standard .*"), spread);
        DirectoryWriter.delete(workspace.path("seeds/seed-8"));
        workspace.write("seeds/seed-8/run.json.part", "{");
        assertEquals(spread, run(line + " --resume").out().lines().toList().getLast());
    }

    @ParameterizedTest
    @ValueSource(strings = {"classify", "ner", "regress"})
    void foldsAreEvaluatedOneByOne(String task) {
        TaskSample sample = TaskSample.of(task);
        String distinct = distinctRows(sample);
        workspace.write("folds-" + sample.file(), distinct);
        String line =
                into(task, "folds-" + task)
                        .replace(" --dev @/" + sample.file(), "")
                        .replace("@/" + sample.file(), "@/folds-" + sample.file());
        CommandRun run = run(line + " --folds 3");
        assertEquals(4, run.out().lines().count(), run.out());
        for (int fold = 1; fold <= 3; fold++) {
            assertTrue(Files.exists(workspace.path("folds-" + task + "/fold-" + fold + "/best")));
        }
    }

    /// Rows that are alike belong to one fold, so each gets a number.
    private static String distinctRows(TaskSample sample) {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            rows.append(
                    switch (sample.task()) {
                        case "ner" -> "he O\n%d O\nparis B-LOC\n\n".formatted(i);
                        case "regress" -> "he %d\tshe\t%d.5\n".formatted(i, i % 5);
                        default -> "he is %d\t%s\n".formatted(i, i % 2 == 0 ? "even" : "odd");
                    });
        }
        return rows.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"embeddings", "1", "encoder"})
    void aPartOfTheEncoderCanStay(String part) {
        String line = into("classify", "freeze-" + part) + " --freeze " + part;
        assertTrue(run(line).out().startsWith("Best accuracy"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    head    | 16 training examples, 68 tokens; too long for a row and cut: 4
                    windows | 16 training examples, 20 rows, 88 tokens
                    """)
    void longTextsAreCounted(String way, String said) {
        String row = "in china and beijing and paris and york\tland\n";
        workspace.write("long.tsv", (row + "he\tcity\nshe\tland\nwho\tcity\n").repeat(4));
        String line =
                "finetune classify --model @/tiny --train @/long.tsv --dev @/long.tsv --epochs 1"
                        + " --precision fp32 --max-length 8 --output @/long-%s --long-text %s";
        String err = run(line.formatted(way, way)).err();
        assertTrue(err.contains(said + System.lineSeparator()), err);
    }

    @Test
    void aFinishedRunResumesToItsEnd() {
        String line = into("regress", "resumed");
        String best = run(line).out();
        assertEquals(best, run(line + " --resume").out());
    }

    @Test
    void aRunThatPatienceEndedHasFinished() {
        String line =
                into("classify", "patience")
                        + " --learning-rate 1e-12 --evaluate-every 1 --patience 1";
        assertFalse(run(line).err().contains("has finished"));
        String err = run(line + " --resume").err();
        assertTrue(err.contains("This run has finished: step 2 of 4"), err);
    }

    private static String into(String task, String directory) {
        return TaskSample.of(task)
                .finetune()
                .replace("--output @/" + task, "--output @/" + directory);
    }

    @Test
    void trainingGoesOnFromATrainedModel() {
        String line = into("classify", "again").replace("--model @/tiny", "--model @/classify");
        assertTrue(run(line).out().startsWith("Best accuracy"));
    }
}
