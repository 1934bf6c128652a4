package org.bert4j.trainer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.checkpoint.Bert4jHome;
import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.checkpoint.Golden;
import org.bert4j.dataset.ExampleStream;
import org.bert4j.evaluate.Evaluation;
import org.bert4j.layer.Dropout;
import org.bert4j.task.Encoded;
import org.bert4j.task.Freeze;
import org.bert4j.task.Item;
import org.bert4j.task.Objective;
import org.bert4j.task.Task;
import org.bert4j.task.TaskModel;
import org.bert4j.task.TaskObjective;
import org.bert4j.tensor.AdamW;
import org.bert4j.tensor.Tensor;
import org.bert4j.tokenizer.BadInputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

class FreezeTest {
    @TempDir Path temporary;

    private TinyRuns runs;

    @BeforeEach
    void prepare() {
        runs = new TinyRuns(temporary);
    }

    /// The name `bert.` is that of published checkpoints with a head; the golden encoder has none.
    @ParameterizedTest
    @CsvSource({
        "CLASSIFY, embeddings, embeddings",
        "CLASSIFY, 1, embeddings encoder.layer.0",
        "CLASSIFY, encoder, embeddings encoder.layer.0 encoder.layer.1",
        "NER_CRF, 1, embeddings encoder.layer.0",
        "NER_CRF, encoder, embeddings encoder.layer.0 encoder.layer.1",
        "EMBED, 1, embeddings encoder.layer.0"
    })
    void whatIsFrozenKeepsItsBitsAndTheRestMoves(TinyTask task, String freeze, String frozen)
            throws IOException {
        FineTuning recipe = runs.recipe(task).withFreeze(Freeze.named(freeze));
        Map<String, float[]> before = TinyRuns.weights(Golden.named("tiny").directory());
        Map<String, float[]> after = TinyRuns.weights(runs.run(recipe, "run").last());
        Set<String> unchanged = new TreeSet<>();
        before.forEach(
                (name, values) -> {
                    float[] now = after.getOrDefault(name, after.get("bert." + name));
                    if (now != null && Arrays.equals(values, now)) {
                        unchanged.add(name);
                    }
                });
        Set<String> expected =
                before.keySet().stream()
                        .filter(name -> startsWithAny(name, frozen))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(expected, unchanged);
    }

    private static boolean startsWithAny(String name, String places) {
        return Arrays.stream(places.split(" ")).anyMatch(place -> name.startsWith(place + "."));
    }

    @ParameterizedTest
    @CsvSource({"CLASSIFY, encoder", "CLASSIFY, 1", "NER, encoder", "EMBED, 1"})
    void aRunWithFrozenLayersThatWasResumedEndsWithTheSameBits(TinyTask task, String freeze)
            throws IOException {
        FineTuning recipe = runs.recipe(task).withFreeze(Freeze.named(freeze));
        var whole = TinyRuns.weights(runs.run(recipe, "whole").last());
        runs.stopped(recipe, "half", 4);
        TinyRuns.assertSameBits(whole, TinyRuns.weights(runs.run(recipe, "half").last()));
    }

    @Test
    void theOutputsOfFrozenLayersAreKeptForTheNextRun() throws IOException {
        String before = System.getProperty("bert4j.home", "");
        System.setProperty("bert4j.home", temporary.resolve("home").toString());
        try {
            FineTuning recipe = runs.recipe(TinyTask.CLASSIFY).withFreeze(Freeze.ENCODER);
            var first = TinyRuns.weights(runs.run(recipe, "first").last());
            Path file = onlyFileIn(Bert4jHome.frozenOutputs());
            byte[] kept = Files.readAllBytes(file);
            long oneVectorEach = 4L * 16 * TinyTask.EXAMPLES; // [CLS] is all that the head looks at
            assertEquals(0, (kept.length - oneVectorEach) % Long.BYTES);
            TinyRuns.assertSameBits(first, TinyRuns.weights(runs.run(recipe, "second").last()));
            byte[] damaged = kept.clone();
            damaged[10] ^= 1;
            Files.write(file, damaged);
            TinyRuns.assertSameBits(first, TinyRuns.weights(runs.run(recipe, "third").last()));
            assertArrayEquals(kept, Files.readAllBytes(onlyFileIn(Bert4jHome.frozenOutputs())));
        } finally {
            System.setProperty("bert4j.home", before);
        }
    }

    private static Path onlyFileIn(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            List<Path> all = files.toList();
            assertEquals(1, all.size());
            return all.getFirst();
        }
    }

    /// Three epochs, of which the cache serves two.
    @ParameterizedTest
    @CsvSource({
        "CLASSIFY, encoder",
        "CLASSIFY, 1",
        "NER, 1",
        "CHOICE, encoder",
        "EMBED, embeddings"
    })
    void trainingOnKeptOutputsIsTrainingWithoutThem(TinyTask task, String freeze)
            throws IOException {
        Path train = task.write(temporary);
        Map<String, float[]> kept = trained(task.task(), train, Freeze.named(freeze), true);
        Map<String, float[]> computed = trained(task.task(), train, Freeze.named(freeze), false);
        double distance = TinyRuns.distance(computed, kept);
        assertTrue(distance <= 1e-6, "relative: " + distance);
        Map<String, float[]> other = trained(task.task(), train, Freeze.NOTHING, false);
        assertTrue(TinyRuns.distance(computed, other) > 1e-4, "training changes the weights");
    }

    private <E> Map<String, float[]> trained(
            Task<E, ?> task, Path train, Freeze freeze, boolean keep) throws IOException {
        List<E> examples = new ArrayList<>();
        try (ExampleStream<E> stream = task.open(List.of(train))) {
            stream.forEachRemaining(examples::add);
        }
        Path cache = temporary.resolve("cache");
        RunDirectory run = RunDirectory.create(Files.createTempDirectory(temporary, "run"));
        try (Checkpoint checkpoint = Checkpoint.open(Golden.named("tiny").directory());
                TaskModel<E, ?> model = task.create(checkpoint, examples, 1)) {
            model.bert().freeze(freeze);
            List<Item<E>> items =
                    examples.stream()
                            .map(example -> new Item<>(example, model.rows(example)))
                            .toList();
            try (Objective objective =
                    keep
                            ? new TaskObjective<>(model, items, cache)
                            : new Recomputing<>(model, items)) {
                train(objective, model, run);
            }
            assertTrue(!keep || Files.exists(cache));
        }
        return TinyRuns.weights(run.last());
    }

    /// A large epsilon makes AdamW's step proportional to the gradient, so that rounding is not blown up.
    private static void train(Objective objective, TaskModel<?, ?> model, RunDirectory run) {
        TrainingOptions options =
                TrainingOptions.CLASSIFICATION
                        .withBatchSize(8)
                        .withLearningRate(0.5)
                        .withOptimizer(new AdamW.Options(0.9, 0.999, 1, 0, true))
                        .withRhythm(TinyRuns.rhythm(1000));
        Evaluation none = new Evaluation(Map.of(), "none", 0);
        try (Trainer trainer =
                new Trainer(
                        objective,
                        (_, _) -> none,
                        model.bert().parameters(),
                        options,
                        run,
                        new TrainingListener() {},
                        new Stop())) {
            trainer.train();
        }
    }

    /// Sends every batch through the frozen layers again.
    private record Recomputing<E>(TaskModel<E, ?> model, List<Item<E>> items) implements Objective {
        @Override
        public int size() {
            return items.size();
        }

        @Override
        public int tokens(int example) {
            return items.get(example).tokens();
        }

        @Override
        public double weight(int example) {
            return model.weight(items.get(example));
        }

        @Override
        public Tensor loss(int[] examples, Dropout dropout) {
            List<Item<E>> chosen = Arrays.stream(examples).mapToObj(items::get).toList();
            return model.loss(Encoded.of(chosen, model, dropout), dropout);
        }

        @Override
        public void save(Path directory) {
            model.save(directory);
        }
    }

    @Test
    void moreLayersThanThereAreCannotBeFrozen() throws IOException {
        FineTuning recipe = runs.recipe(TinyTask.CLASSIFY).withFreeze(new Freeze.FirstLayers(3));
        var e = assertThrows(BadInputException.class, () -> runs.run(recipe, "run"));
        assertEquals(
                "Cannot freeze 3 layers: the model has 2; freeze at most as many.", e.getMessage());
    }

    @Test
    void aModelWithNothingLeftToTrainIsRefused() throws IOException {
        FineTuning recipe = runs.recipe(TinyTask.EMBED).withFreeze(Freeze.ENCODER);
        var e = assertThrows(BadInputException.class, () -> runs.run(recipe, "run"));
        assertTrue(e.getMessage().contains("nothing is left to train"), e.getMessage());
    }

    @Test
    void whatToFreezeIsNamedAsItIsWritten() {
        for (String name : List.of("nothing", "embeddings", "encoder", "3")) {
            assertEquals(name, Freeze.named(name).toString());
        }
        assertEquals(new Freeze.FirstLayers(0), Freeze.named("0"));
        assertThrows(IllegalArgumentException.class, () -> Freeze.named("all"));
        assertThrows(IllegalArgumentException.class, () -> new Freeze.FirstLayers(-1));
        assertArrayEquals(
                new boolean[] {false, true, true},
                new boolean[] {
                    Freeze.NOTHING.any(), Freeze.ENCODER.any(), new Freeze.FirstLayers(0).any()
                });
    }
}
