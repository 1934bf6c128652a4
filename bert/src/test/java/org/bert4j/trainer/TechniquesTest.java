package org.bert4j.trainer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.layer.Lora;
import org.bert4j.task.Freeze;
import org.bert4j.tensor.Gradients;
import org.bert4j.tensor.Push;
import org.bert4j.tensor.RunningMean;
import org.bert4j.tensor.Tensor;
import org.bert4j.tensor.TensorScope;
import org.bert4j.tokenizer.BadInputException;
import org.bert4j.trainer.TrainingOptions.Techniques;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// What training can do besides: each changes what is learnt, and none what a resumed run ends with.
class TechniquesTest {
    @TempDir private Path temporary;

    private TinyRuns runs;

    @BeforeEach
    void begin() {
        runs = new TinyRuns(temporary);
    }

    static Stream<Techniques> all() {
        return Stream.of(
                new Techniques(1, 0, 0),
                new Techniques(0, 1, 0),
                new Techniques(0, 0, 0.9),
                new Techniques(0.5, 0.5, 0.5));
    }

    private static FineTuning with(FineTuning recipe, Techniques techniques) {
        return recipe.withTraining(recipe.training().withTechniques(techniques));
    }

    @ParameterizedTest
    @MethodSource("all")
    void aRunStoppedAndResumedEndsWithTheSameBits(Techniques techniques) throws IOException {
        FineTuning recipe = with(runs.recipe(TinyTask.CLASSIFY), techniques);
        RunDirectory whole = runs.run(recipe, "whole");
        runs.stopped(recipe, "half", 2);
        RunDirectory half = runs.run(recipe, "half");
        TinyRuns.assertSameBits(TinyRuns.weights(whole.last()), TinyRuns.weights(half.last()));
        TinyRuns.assertSameBits(TinyRuns.weights(whole.best()), TinyRuns.weights(half.best()));
    }

    @ParameterizedTest
    @MethodSource("all")
    void somethingElseIsLearnt(Techniques techniques) throws IOException {
        FineTuning plain = runs.recipe(TinyTask.CLASSIFY);
        var without = TinyRuns.weights(runs.run(plain, "plain").best());
        var with = TinyRuns.weights(runs.run(with(plain, techniques), "other").best());
        assertTrue(TinyRuns.distance(without, with) > 1e-4);
    }

    /// Two passes are the same where nothing is dropped.
    @Test
    void withoutDropoutTheTwoPassesHaveNothingToSayToEachOther() throws IOException {
        FineTuning recipe = runs.recipe(TinyTask.CLASSIFY).withDropout(0);
        var once = TinyRuns.weights(runs.run(recipe, "once").last());
        var twice = TinyRuns.weights(runs.run(with(recipe, new Techniques(1, 0, 0)), "t").last());
        assertTrue(TinyRuns.distance(once, twice) < 1e-5, "" + TinyRuns.distance(once, twice));
    }

    @Test
    void theMeanIsKeptAndTheWeightsGoOn() throws IOException {
        FineTuning plain = runs.recipe(TinyTask.CLASSIFY);
        var without = TinyRuns.weights(runs.run(plain, "plain").last());
        RunDirectory run = runs.run(with(plain, new Techniques(0, 0, 0.9)), "mean");
        TinyRuns.assertSameBits(without, TinyRuns.weights(run.last()));
        assertTrue(TinyRuns.distance(without, TinyRuns.weights(run.best())) > 1e-4);
    }

    @Test
    void theRunningMeanForgetsExponentially() {
        Tensor weight = Tensor.of(new float[] {1, 2}, 2);
        RunningMean mean = new RunningMean(Map.of("w", weight), 0.75);
        try (var _ = TensorScope.open()) {
            weight.copyFrom(Tensor.of(new float[] {5, 2}, 2));
            mean.update(); // 0.75 * 1 + 0.25 * 5
            mean.exchange();
            assertArrayEquals(new float[] {2, 2}, weight.toFloats(), 1e-6f);
            mean.exchange();
            assertArrayEquals(new float[] {5, 2}, weight.toFloats());
        }
        mean.free();
        weight.free();
    }

    @Test
    void aPushIsOfItsLengthAndIsTakenBack() {
        Tensor table = Tensor.of(new float[] {0.1f, 0.2f, 0.3f, 0.4f}, 2, 2).trainable(true);
        try (var _ = TensorScope.open()) {
            Tensor loss = table.times(Tensor.of(new float[] {3, 0, 0, 4}, 2, 2)).sum();
            Gradients.backward(loss);
            try (Push _ = Push.along(table, 0.5)) {
                assertArrayEquals(new float[] {0.4f, 0.2f, 0.3f, 0.8f}, table.toFloats(), 1e-6f);
            }
            assertArrayEquals(new float[] {0.1f, 0.2f, 0.3f, 0.4f}, table.toFloats());
        }
        table.free();
    }

    @Test
    void newLayersBeginAnewOnceOnly() throws IOException {
        FineTuning recipe = runs.recipe(TinyTask.CLASSIFY).withNewLayers(1);
        RunDirectory whole = runs.run(recipe, "whole");
        runs.stopped(recipe, "half", 2);
        RunDirectory half = runs.run(recipe, "half");
        TinyRuns.assertSameBits(TinyRuns.weights(whole.last()), TinyRuns.weights(half.last()));
    }

    @Test
    void newLayersAreNamedInTheReport() throws IOException {
        String said = runs.said(runs.recipe(TinyTask.CLASSIFY).withNewLayers(1), "new");
        assertTrue(said.contains("encoder.layer.1.attention.self.query.weight"), said);
        assertTrue(!said.contains("encoder.layer.0.attention.self.query.weight"), said);
    }

    /// In some languages `%d` writes other digits than those of the published names.
    @Test
    void namesAreTheSameInEveryLanguage() throws IOException {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("fa-IR"));
        try {
            FineTuning recipe = runs.recipe(TinyTask.CLASSIFY);
            String said = runs.said(recipe.withNewLayers(1), "new");
            assertTrue(said.contains("encoder.layer.1.attention.self.query.weight"), said);
            RunDirectory adapter =
                    runs.run(recipe.withLora(new Lora(2, 4, List.of("query"))), "adapter");
            Checkpoint.open(adapter.best()).close();
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void whatCannotBeDoneIsRefused() throws IOException {
        FineTuning ner = with(runs.recipe(TinyTask.NER), new Techniques(1, 0, 0));
        var e = assertThrows(BadInputException.class, () -> runs.run(ner, "ner"));
        assertTrue(e.getMessage().contains("--r-drop"), e.getMessage());
        FineTuning frozen =
                with(runs.recipe(TinyTask.CLASSIFY), new Techniques(0, 1, 0))
                        .withFreeze(new Freeze.FirstLayers(0));
        e = assertThrows(BadInputException.class, () -> runs.run(frozen, "frozen"));
        assertTrue(e.getMessage().contains("--freeze"), e.getMessage());
        FineTuning deep = runs.recipe(TinyTask.CLASSIFY).withNewLayers(9);
        e = assertThrows(BadInputException.class, () -> runs.run(deep, "deep"));
        assertEquals(
                "9 layers cannot begin anew: the model has 2; lower --new-layers.", e.getMessage());
    }
}
