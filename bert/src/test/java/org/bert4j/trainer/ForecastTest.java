package org.bert4j.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.checkpoint.Golden;
import org.bert4j.feature.QaFeatureOptions;
import org.bert4j.task.Freeze;
import org.bert4j.task.QaOptions;
import org.bert4j.tensor.NativeMemory;
import org.bert4j.tensor.Precision;
import org.bert4j.tokenizer.BadInputException;
import org.bert4j.tokenizer.WindowStride;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Forecasts of real runs of a very small model: what is counted must be exact; how long things take is not tested.
class ForecastTest {
    private static final TrainingListener SILENT = new TrainingListener() {};

    @TempDir Path temporary;

    private TinyRuns runs;

    @BeforeEach
    void prepare() {
        runs = new TinyRuns(temporary);
    }

    private static Forecast forecast(FineTuning recipe) {
        return recipe.forecast(SILENT, new Stop()).orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    void aForecastCountsWhatTheRunThenDoes(TinyTask task) throws IOException {
        FineTuning recipe = runs.recipe(task);
        Forecast forecast = forecast(recipe);
        assertEquals(TinyTask.EXAMPLES, forecast.data().examples());
        assertEquals(TinyTask.EXAMPLES, forecast.data().developmentExamples());
        assertCountsAsRun(recipe, forecast);
        assertMakesSense(forecast);
    }

    @Test
    void windowsOfQuestionsAreCounted() {
        Path train = temporary.resolve("train.json");
        QaFineTuningTest.writeQuestions(train, 24);
        QaOptions options =
                QaOptions.DEFAULT.withFeatures(
                        new QaFeatureOptions(28, new WindowStride.Step(4), 12));
        FineTuning recipe =
                FineTuning.of(options, Golden.named("tiny").directory(), train)
                        .withPrecision(Precision.FP32);
        Forecast forecast = forecast(recipe);
        assertTrue(forecast.data().examples() > 2 * 20, "several windows a question");
        assertTrue(forecast.data().developmentExamples() < 5, "a tenth of the questions");
        assertCountsAsRun(recipe, forecast);
        assertMakesSense(forecast);
    }

    @ParameterizedTest
    @ValueSource(strings = {"embeddings", "1", "encoder"})
    void frozenLayersAreForecastToo(String part) throws IOException {
        FineTuning recipe = runs.recipe(TinyTask.CLASSIFY).withFreeze(Freeze.named(part));
        Forecast forecast = forecast(recipe);
        assertCountsAsRun(recipe, forecast);
        assertMakesSense(forecast);
        assertTrue(
                forecast.hints().stream().noneMatch(hint -> hint.change().contains("freeze")),
                forecast.toString());
    }

    private void assertCountsAsRun(FineTuning recipe, Forecast forecast) {
        List<TrainingListener.Step> steps = new ArrayList<>();
        runs.run(
                recipe,
                "run",
                new TrainingListener() {
                    @Override
                    public void step(Step step) {
                        steps.add(step);
                    }
                });
        assertEquals(steps.size(), forecast.steps().steps());
        long tokens = steps.stream().mapToLong(TrainingListener.Step::tokens).sum();
        assertEquals(tokens, forecast.steps().epochs() * forecast.data().tokens());
        assertEquals(recipe.task(), forecast.task());
        assertEquals(Precision.FP32, forecast.plan().precision());
    }

    private static void assertMakesSense(Forecast forecast) {
        Forecast.Time time = forecast.time();
        for (double seconds :
                List.of(time.preparing(), time.training(), time.evaluating(), time.saving())) {
            assertTrue(seconds > 0 && seconds < 1000, time.toString());
        }
        assertTrue(
                forecast.data().padding() >= 0 && forecast.data().padding() < 1,
                forecast.toString());
        assertTrue(forecast.needs().disk() > 10_000, forecast.needs().toString());
        assertEquals(
                NativeMemory.residentBytes().isPresent(), forecast.needs().memory().isPresent());
    }

    /// Lengths are from 3 to 33: padded to the longest, nearly a half of every batch would be padding.
    @Test
    void rowsThatShortTextsShareLeaveLittlePadding() throws IOException {
        Path train = temporary.resolve("mixed.tsv");
        StringBuilder rows = new StringBuilder("text\tlabel\n");
        for (int i = 0; i < 200; i++) {
            rows.append("a ".repeat(1 + i % 30))
                    .append('b')
                    .append("\t")
                    .append(i % 2)
                    .append('\n');
        }
        Files.writeString(train, rows);
        FineTuning recipe =
                runs.recipe(TinyTask.CLASSIFY).withTrain(List.of(train)).withDev(List.of(train));
        FineTuning large = recipe.withTraining(recipe.training().withBatchSize(32));
        double padding = forecast(large).data().padding();
        assertTrue(padding > 0 && padding < 0.1, "padding " + padding);
    }

    @Test
    void nothingIsLeftBehind() throws IOException {
        FineTuning recipe = runs.recipe(TinyTask.CLASSIFY);
        Set<String> before = scratchDirectories();
        Set<Path> beside = files();
        forecast(recipe);
        Stop stop = new Stop();
        stop.request();
        assertTrue(recipe.forecast(SILENT, stop).isEmpty(), "stopped");
        FineTuning bad = recipe.withTrain(List.of(temporary.resolve("missing.tsv")));
        assertThrows(BadInputException.class, () -> forecast(bad));
        assertEquals(before, scratchDirectories());
        assertEquals(beside, files());
    }

    private Set<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(temporary)) {
            return new TreeSet<>(files.toList());
        }
    }

    private static Set<String> scratchDirectories() {
        String[] names =
                Path.of(System.getProperty("java.io.tmpdir"))
                        .toFile()
                        .list((_, name) -> name.startsWith("bert4j-forecast"));
        return Set.of(names);
    }
}
