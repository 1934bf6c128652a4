package org.bert4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;

/// `doctor` and `doctor plan`, as a user types them.
class DoctorCommandTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir static Path temporary;

    private Workspace workspace;

    @BeforeEach
    void prepare() {
        workspace = Workspace.fresh(temporary.resolve("work"));
        workspace.copy(Workspace.MODELS.resolve("tiny"), "tiny");
        TaskSample.all().forEach(sample -> workspace.write(sample.file(), sample.data()));
    }

    private CommandRun run(String line) {
        return CommandRun.done(workspace.words(line));
    }

    @Test
    void theDoctorTellsOfMachineLibrariesAndChoices() {
        CommandRun run = run("doctor --model @/tiny");
        for (String name :
                List.of(
                        "Processor",
                        "Cores",
                        "GPU",
                        "Memory",
                        "Disk",
                        "Java",
                        "Libraries",
                        "GEMM",
                        "Precision",
                        "Threads",
                        "Attention")) {
            assertTrue(run.out().contains("\n" + name + " ") || run.out().startsWith(name), name);
        }
        assertEquals("", run.err());
    }

    @Test
    void theDoctorTellsMachinesTheSame() {
        JsonNode json = JSON.readTree(run("doctor --model @/tiny --json").out());
        for (String key :
                List.of(
                        "bert4j",
                        "processor",
                        "abilities",
                        "cores",
                        "gpus",
                        "gpus_usable",
                        "disk",
                        "java",
                        "libtorch",
                        "matrices",
                        "instructions",
                        "attention",
                        "variables",
                        "findings")) {
            assertTrue(json.has(key), key);
        }
        assertTrue(json.at("/memory/available_bytes").asLong() > 0);
        assertTrue(json.at("/flops_per_second/fp32").asDouble() > 1e8);
        assertTrue(json.at("/flops_per_second/bf16").asDouble() > 1e8);
        assertTrue(Set.of("fp32", "bf16").contains(json.at("/precision/auto").asString()));
        assertTrue(json.at("/threads/count").asInt() > 0);
    }

    static Stream<TaskSample> tasks() {
        return TaskSample.all();
    }

    /// The line is that of the task's own `finetune`.
    @ParameterizedTest
    @MethodSource("tasks")
    void aPlanTakesTheOptionsOfTheRunAndWritesNothing(TaskSample sample) {
        SortedMap<String, String> before = workspace.tree();
        JsonNode json = JSON.readTree(run("doctor plan " + sample.finetune() + " --json").out());
        assertEquals(before, workspace.tree());
        assertEquals(sample.task(), json.get("task").asString());
        assertEquals(4, json.get("batch_size").asInt());
        assertEquals(
                Math.ceilDiv(json.get("examples").asInt(), 4), json.get("steps_per_epoch").asInt());
        assertEquals("FP32", json.at("/plan/precision").asString());
        for (String part : List.of("preparing", "training", "evaluating", "saving")) {
            assertTrue(json.at("/seconds/" + part).asDouble() > 0, part);
        }
        assertEquals(
                Set.of(
                        "task",
                        "trainings",
                        "examples",
                        "development_examples",
                        "rows",
                        "tokens",
                        "longest_row",
                        "padding",
                        "epochs",
                        "batch_size",
                        "steps_per_epoch",
                        "steps",
                        "evaluations",
                        "saves",
                        "plan",
                        "seconds",
                        "memory_bytes",
                        "memory_available_bytes",
                        "disk_bytes",
                        "disk_free_bytes",
                        "cores_busy_with_others",
                        "stolen_by_host",
                        "hints",
                        "warnings"),
                json.propertyNames());
    }

    @Test
    void aPlanForPeopleHasAllOfIt() {
        String out =
                run("doctor plan finetune qa --model @/model --train @/train.json --output @/out"
                                + " --max-length 48 --max-question-length 12 --epochs 2"
                                + " --precision fp32")
                        .out();
        for (String part :
                List.of(
                        "Data",
                        "to evaluate on",
                        "Padding",
                        "Steps",
                        "2 epochs",
                        "Precision",
                        "fp32, as asked for",
                        "Time",
                        "training,",
                        "evaluating, 2 times",
                        "Memory",
                        "Disk")) {
            assertTrue(out.contains(part), part + " is not in " + out);
        }
    }

    /// The figures of one training are those of the first.
    @ParameterizedTest
    @CsvSource({"--seeds 3, 3", "--folds 2, 2"})
    void severalTrainingsTakeSeveralTimesAsLong(String option, int trainings) {
        String line = TaskSample.of("classify").finetune().replaceFirst(" --dev \\S+", "");
        JsonNode json = JSON.readTree(run("doctor plan " + line + " --json " + option).out());
        assertEquals(trainings, json.get("trainings").asInt());
        double one =
                Stream.of("preparing", "training", "evaluating", "saving")
                        .mapToDouble(part -> json.at("/seconds/" + part).asDouble())
                        .sum();
        assertEquals(trainings * one, json.at("/seconds/total").asDouble(), 1e-9);
    }

    static Stream<BadInputs.Case> bad() {
        String line = "doctor plan " + TaskSample.of("classify").finetune();
        return Stream.of(
                BadInputs.badOption("doctor surgery", "no \"surgery\"", "plan"),
                BadInputs.badOption("doctor plan", "doctor plan finetune TASK"),
                BadInputs.badOption("doctor plan predict", "no \"predict\"", "finetune"),
                BadInputs.badOption("doctor plan finetune", "Which task", "classify"),
                BadInputs.badOption("doctor --model bert-large", "\"bert-large\"", "check"),
                BadInputs.badOption("doctor plan finetune classify", "--train", "--output"),
                BadInputs.badOption(line.replace("--epochs 1", "--epochs 0"), "epochs must be"),
                BadInputs.badOption(
                        line.replace("--batch-size 4", "--batch-size 0"), "--batch-size must be"),
                BadInputs.bad(
                        "training data that is not there",
                        w -> w.delete("classify.tsv"),
                        line,
                        "classify.tsv"),
                BadInputs.bad(
                        "a row without a label",
                        w -> w.write("classify.tsv", "text\tlabel\nparis\tcity\nchina\n"),
                        line,
                        "classify.tsv:3"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void badInputIsOneSentenceAndChangesNothing(BadInputs.Case bad) {
        bad.breaks().accept(workspace);
        SortedMap<String, String> before = workspace.tree();
        CommandRun run = CommandRun.of(workspace.words(bad.line()));
        BadInputTest.assertIsOneSentence(run, bad.says(), true);
        assertEquals(before, workspace.tree());
    }

    @ParameterizedTest
    @CsvSource({"5.13, 5.1 s", "59, 59.0 s", "62, 1:02 min", "3599, 59:59 min", "7322, 2:02 h"})
    void durationsAreReadable(double seconds, String expected) {
        assertEquals(expected, Figures.duration(seconds));
    }
}
