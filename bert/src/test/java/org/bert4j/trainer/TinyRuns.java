package org.bert4j.trainer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.checkpoint.Golden;
import org.bert4j.checkpoint.MergedModel;
import org.bert4j.tensor.Precision;
import org.bert4j.tensor.SafeTensors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// Real training of the very small model, and comparisons of what came out.
record TinyRuns(Path temporary) {
    /// Evaluates on its own training data and looks as rarely as possible, since saving takes the most time.
    FineTuning recipe(TinyTask task) throws IOException {
        Path train = task.write(temporary);
        TrainingOptions training =
                TrainingOptions.CLASSIFICATION
                        .withBatchSize(8)
                        .withEpochs(2)
                        .withLearningRate(1e-3)
                        .withRhythm(rhythm(1000));
        return FineTuning.of(task.task(), Golden.named("tiny").directory(), train)
                .withDev(List.of(train))
                .withTraining(training)
                .withPrecision(Precision.FP32);
    }

    static TrainingOptions.Rhythm rhythm(int every) {
        return TrainingOptions.Rhythm.every(OptionalInt.of(every), OptionalInt.of(every));
    }

    /// Begins a run, or goes on with one.
    RunDirectory run(FineTuning recipe, String name, TrainingListener listener) {
        return run(recipe, name, listener, new Stop());
    }

    RunDirectory run(FineTuning recipe, String name) {
        return run(recipe, name, new TrainingListener() {});
    }

    /// What a run says besides its figures.
    String said(FineTuning recipe, String name) {
        List<String> notices = new ArrayList<>();
        run(
                recipe,
                name,
                new TrainingListener() {
                    @Override
                    public void notice(String message) {
                        notices.add(message);
                    }
                });
        return String.join("\n", notices);
    }

    RunDirectory stopped(FineTuning recipe, String name, long step) {
        Stop stop = new Stop();
        return run(
                recipe,
                name,
                new TrainingListener() {
                    @Override
                    public void step(Step done) {
                        if (done.step() == step) {
                            stop.request();
                        }
                    }
                },
                stop);
    }

    private RunDirectory run(FineTuning recipe, String name, TrainingListener listener, Stop stop) {
        Path root = temporary.resolve(name);
        RunDirectory directory =
                Files.exists(root) ? RunDirectory.resume(root) : RunDirectory.create(root);
        recipe.run(directory, listener, stop);
        return directory;
    }

    /// A copy of the very small model that drops nothing.
    Path withoutDropout() throws IOException {
        Path copy = Files.createDirectories(temporary.resolve("still"));
        try (var files = Files.list(Golden.named("tiny").directory())) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        Path config = copy.resolve("config.json");
        String still = Files.readString(config).replaceAll("(dropout_prob\": )0\\.1", "$10.0");
        Files.writeString(config, still);
        return copy;
    }

    static Map<String, float[]> weights(Path directory) {
        return tensors(directory.resolve("model.safetensors"));
    }

    static Map<String, float[]> tensors(Path safetensors) {
        Map<String, float[]> weights = new LinkedHashMap<>();
        try (SafeTensors file = SafeTensors.open(safetensors)) {
            file.names().forEach(name -> weights.put(name, file.get(name).toFloats()));
        }
        return weights;
    }

    /// The whole model that an adapter makes.
    static Path merged(Path adapter, Path whole) {
        try (Checkpoint checkpoint = Checkpoint.open(adapter)) {
            MergedModel.write(checkpoint, whole);
        }
        return whole;
    }

    static void assertSameBits(Map<String, float[]> expected, Map<String, float[]> actual) {
        assertEquals(expected.keySet(), actual.keySet());
        expected.forEach((name, values) -> assertArrayEquals(values, actual.get(name), name));
    }

    /// How far two models are apart, as a share of their size.
    static double distance(Map<String, float[]> expected, Map<String, float[]> actual) {
        assertEquals(expected.keySet(), actual.keySet());
        double difference = 0;
        double size = 0;
        for (String name : expected.keySet()) {
            for (int i = 0; i < expected.get(name).length; i++) {
                difference += Math.pow(expected.get(name)[i] - actual.get(name)[i], 2);
                size += Math.pow(expected.get(name)[i], 2);
            }
        }
        return Math.sqrt(difference / size);
    }
}
