package org.bert4j.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.bert4j.evaluate.Evaluation;
import org.bert4j.layer.Dropout;
import org.bert4j.task.Objective;
import org.bert4j.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

class ChosenBatchesTest {
    @TempDir Path temporary;

    /// A single weight, and a note of every batch.
    private static final class Noting implements Objective {
        private final Tensor weight = Tensor.of(new float[] {1}, 1).trainable(true);
        private final List<List<Integer>> seen = new ArrayList<>();

        @Override
        public int size() {
            return 30;
        }

        @Override
        public int tokens(int example) {
            return example + 1;
        }

        @Override
        public Tensor loss(int[] examples, Dropout dropout) {
            seen.add(Arrays.stream(examples).boxed().toList());
            return weight.sum();
        }

        @Override
        public void save(Path directory) {}
    }

    @Test
    void aTrainerComputesThemInTheirOrder() {
        Noting noting = new Noting();
        List<int[]> chosen =
                List.of(new int[] {1, 3, 5}, new int[] {1, 3, 5}, new int[] {23, 0, 2});
        TrainingOptions options =
                TrainingOptions.CLASSIFICATION.withBatchSize(3).withEpochs(1).withSeed(5);
        List<Integer> tokens = new ArrayList<>();
        TrainingListener listener =
                new TrainingListener() {
                    @Override
                    public void step(Step step) {
                        tokens.add(step.tokens());
                    }
                };
        try (Trainer trainer =
                new Trainer(
                        new ChosenBatches(noting, chosen, options.seed()),
                        (_, _) -> new Evaluation(Map.of("score", 1.0), "score", 1),
                        Map.of("weight", noting.weight),
                        options.withRhythm(TinyRuns.rhythm(1000)),
                        RunDirectory.create(temporary.resolve("run")),
                        listener,
                        new Stop())) {
            trainer.train();
        }
        List<List<Integer>> expected =
                chosen.stream().map(batch -> Arrays.stream(batch).boxed().toList()).toList();
        assertEquals(expected, noting.seen);
        assertEquals(List.of(12, 12, 28), tokens);
    }
}
