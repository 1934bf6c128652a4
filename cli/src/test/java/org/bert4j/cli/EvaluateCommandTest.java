package org.bert4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.checkpoint.DirectoryWriter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// How sure the figures of `evaluate` are, and how models are compared.
class EvaluateCommandTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String DATA =
            "in china\tland\nin paris\tcity\nto france\tland\nnew york\tcity\n";

    @TempDir static Path temporary;

    private static Workspace workspace;

    @BeforeAll
    static void train() {
        workspace = Workspace.fresh(temporary.resolve("work"));
        workspace.copy(Workspace.MODELS.resolve("tiny"), "tiny");
        workspace.write("train.tsv", DATA.repeat(12));
        workspace.write("test.tsv", (DATA + "in paris\tland\nin china\tcity\n").repeat(5));
        run("finetune classify %s --learning-rate 1e-2 --output @/good".formatted(options()));
        run("finetune classify %s --learning-rate 1e-9 --output @/bad".formatted(options()));
    }

    private static String options() {
        return "--model @/tiny --train @/train.tsv --dev @/train.tsv --max-length 16 --precision"
                + " fp32 --epochs 12";
    }

    private static CommandRun run(String line) {
        return CommandRun.done(workspace.words(line));
    }

    @Test
    void aFigureHasItsInterval() {
        String line = "evaluate classify --model @/good --data @/test.tsv";
        JsonNode figures = JSON.readTree(run(line + " --json").out());
        JsonNode interval = figures.get("accuracy_ci95");
        double accuracy = figures.get("accuracy").asDouble();
        assertTrue(interval.get(0).asDouble() < accuracy, figures.toString());
        assertTrue(interval.get(1).asDouble() > accuracy, figures.toString());
        String shown =
                "accuracy             %.4f  (%.4f to %.4f)"
                        .formatted(
                                accuracy, interval.get(0).asDouble(), interval.get(1).asDouble());
        assertTrue(run(line).out().contains(shown), run(line).out());
    }

    @Test
    void twoModelsAreComparedOnTheSameExamples() {
        String line = "evaluate classify --model @/good --data @/train.tsv --against @/bad";
        JsonNode all = JSON.readTree(run(line + " --json").out());
        JsonNode accuracy = all.get("differences").get("accuracy");
        double other =
                JSON.readTree(run(line.replace("/good", "/bad") + " --json").out())
                        .get("accuracy")
                        .asDouble();
        double difference = all.get("accuracy").asDouble() - other;
        assertTrue(difference > 0);
        assertEquals(difference, accuracy.get("difference").asDouble(), 1e-12);
        assertTrue(accuracy.get("p").asDouble() < 0.05, accuracy.toString());
        assertTrue(run(line).out().contains("p 0.0"), run(line).out());

        JsonNode compared =
                JSON.readTree(run("runs compare @/bad @/good --json --data @/train.tsv").out());
        JsonNode same = compared.get("on_data").get("differences").get("accuracy");
        assertEquals(accuracy, same);
        String table = run("runs compare @/bad @/good --data @/train.tsv").out();
        assertTrue(table.contains("On 48 examples, the second less the first:"), table);
    }

    @Test
    void aModelIsComparedWithPredictionsThatWereSaved() {
        String data = " --data @/test.tsv --json";
        run("evaluate classify --model @/bad --predictions @/bad.jsonl" + data);
        JsonNode saved =
                JSON.readTree(
                        run("evaluate classify --model @/good --against @/bad.jsonl" + data).out());
        JsonNode live =
                JSON.readTree(run("evaluate classify --model @/good --against @/bad" + data).out());
        assertEquals(live.get("differences"), saved.get("differences"));

        CommandRun refused =
                CommandRun.of(
                        workspace.words(
                                "evaluate classify --model @/good --data @/train.tsv --against"
                                        + " @/bad.jsonl"));
        assertEquals(2, refused.code());
        assertTrue(refused.err().contains("compare answers to the same data"), refused.err());
        refused =
                CommandRun.of(
                        workspace.words(
                                "evaluate classify --model @/good --data @/test.tsv --against"
                                        + " @/test.tsv"));
        assertEquals(2, refused.code());
        assertTrue(refused.err().contains("test.tsv:1 is no line"), refused.err());
    }

    /// Nothing is evaluated for it, and no figure lost.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    @/train.tsv      | train.tsv:1 is no line of predictions
                    @/empty.jsonl    | empty.jsonl is empty
                    @/nothing        | There is no model
                    @/damaged        | model.safetensors
                    @/tiny           | tiny has no trained classifier
                    minilm --offline | Starter "minilm" is not in
                    """)
    void whatAModelIsComparedWithIsLookedAtFirst(String against, String says) throws IOException {
        workspace.write("empty.jsonl", "");
        DirectoryWriter.delete(workspace.path("damaged"));
        workspace.copy(workspace.path("good/best"), "damaged");
        workspace.cut("damaged/model.safetensors");
        String line =
                "evaluate classify --model @/good --data @/test.tsv --predictions @/lost.json";
        ChildCommand child =
                ChildCommand.start(
                        List.of(),
                        temporary,
                        List.of(
                                "bert4j.home=" + temporary.resolve("home"),
                                "maven.repo.local=" + temporary.resolve("repository")),
                        workspace.words(line + " --against " + against));
        CommandRun refused = child.await();
        assertEquals(2, refused.code());
        assertTrue(refused.err().contains(says), refused.err());
        assertFalse(refused.err().contains("Data: "), refused.err());
        assertFalse(Files.exists(workspace.path("lost.json")));
    }

    /// Thresholds are the model's, and what was chosen by them is in the file.
    @Test
    void severalLabelsDoNotDifferFromTheirOwnPredictions() {
        workspace.write(
                "several.tsv", "in china\tland,asia\nin paris\tcity\nto france\tland\n".repeat(8));
        run(
                "finetune multilabel --model @/tiny --train @/several.tsv --dev @/several.tsv"
                        + " --max-length 16 --precision fp32 --epochs 3 --learning-rate 1e-2"
                        + " --output @/several");
        String line = "evaluate multilabel --model @/several --data @/several.tsv --json";
        run(line + " --predictions @/several.jsonl");
        JsonNode differences =
                JSON.readTree(run(line + " --against @/several.jsonl").out()).get("differences");
        assertTrue(differences.has("f1_macro"), differences.toString());
        for (JsonNode difference : differences) {
            assertEquals(0, difference.get("difference").asDouble(), differences.toString());
        }
    }

    /// A third of the labels contradicts the rest, so a model that is sure is too sure.
    @Test
    void aTemperatureIsFittedAndKept() {
        run("finetune classify %s --learning-rate 1e-2 --output @/sure".formatted(options()));
        String line = "evaluate classify --model @/sure --data @/test.tsv --json";
        JsonNode before = JSON.readTree(run(line).out());
        CommandRun fitted = run(line + " --calibrate");
        assertTrue(fitted.err().contains("saved in"), fitted.err());
        JsonNode after = JSON.readTree(run(line).out());
        assertEquals(before.get("accuracy"), after.get("accuracy"));
        assertTrue(after.get("ece").asDouble() < before.get("ece").asDouble(), after.toString());
        JsonNode again = JSON.readTree(run(line + " --calibrate").out());
        assertEquals(after.get("ece"), again.get("ece"));

        CommandRun refused =
                CommandRun.of(
                        workspace.words(
                                "evaluate ner --model @/sure --data @/test.tsv --calibrate"));
        assertEquals(2, refused.code());
    }

    @Test
    void anyColumnPartsTheData() {
        workspace.write(
                "sources.tsv",
                "text\tlabel\tsource\nin china\tland\tatlas\nin paris\tland\trumour\nto"
                        + " france\tland\tatlas\nnew york\tland\trumour\nin china\tland\tatlas\n");
        String line =
                "evaluate classify --model @/good --data @/sources.tsv --slice-by source"
                        + " --label-column label";
        String shown = run(line).out();
        assertTrue(shown.contains("By source\nrumour                      2  0.0000"), shown);
        assertTrue(shown.contains("atlas                       3  1.0000"), shown);
        assertTrue(shown.contains("By length"), shown);
        JsonNode slices = JSON.readTree(run(line + " --json").out()).get("slices");
        assertEquals(3, slices.get("source").get(1).get("count").asInt());
        CommandRun refused = CommandRun.of(workspace.words(line.replace("source --", "mood --")));
        assertEquals(2, refused.code());
        assertTrue(refused.err().contains("has no column \"mood\""), refused.err());
    }

    @Test
    void aModelDoesNotDifferFromItself() {
        JsonNode all =
                JSON.readTree(
                        run("evaluate classify --model @/good --data @/test.tsv --json --against"
                                        + " @/good")
                                .out());
        assertEquals(1, all.get("differences").get("accuracy").get("p").asDouble());
    }

    @Test
    void runsOfDifferentTasksAreNotCompared() {
        workspace.write("scores.tsv", "in china\t0.5\nin paris\t1.5\nto france\t2.5\n".repeat(9));
        run(
                "finetune regress --model @/tiny --train @/scores.tsv --dev @/scores.tsv"
                        + " --max-length 16 --precision fp32 --epochs 1 --output @/scored");
        CommandRun refused =
                CommandRun.of(workspace.words("runs compare @/good @/scored --data @/test.tsv"));
        assertEquals(2, refused.code());
        assertTrue(refused.err().contains("compare runs of one task"), refused.err());
    }
}
