package org.bert4j.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.bert4j.batch.TokenBatch;
import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.checkpoint.Golden;
import org.bert4j.dataset.ExampleStream;
import org.bert4j.evaluate.Evaluation;
import org.bert4j.feature.TokenRow;
import org.bert4j.layer.Dropout;
import org.bert4j.task.Item;
import org.bert4j.task.Objective;
import org.bert4j.task.Task;
import org.bert4j.task.TaskModel;
import org.bert4j.task.TaskObjective;
import org.bert4j.tensor.Tensor;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// What is counted before a run against what a real trainer then does.
class WorkloadTest {
    @TempDir Path temporary;

    /// Counts what goes through an objective, from the batches of tensors themselves.
    private static final class Counting<E> implements Objective {
        private final TaskModel<E, ?> model;
        private final List<Item<E>> items;
        private final Objective objective;
        private long slots;
        private long rows;
        private int evaluations;

        private Counting(TaskModel<E, ?> model, List<Item<E>> items, Path cache) {
            this.model = model;
            this.items = items;
            objective = new TaskObjective<>(model, items, cache);
        }

        @Override
        public int size() {
            return objective.size();
        }

        @Override
        public int tokens(int example) {
            return objective.tokens(example);
        }

        @Override
        public Tensor loss(int[] examples, Dropout dropout) {
            List<TokenRow> together = new ArrayList<>();
            for (int example : examples) {
                together.addAll(items.get(example).rows());
            }
            TokenBatch batch = model.bert().batch(together);
            slots += batch.inputIds().length;
            rows += batch.rows();
            return objective.loss(examples, dropout);
        }

        @Override
        public void save(Path directory) {
            objective.save(directory);
        }

        private Evaluation evaluation() {
            evaluations++;
            return new Evaluation(Map.of("score", 1.0), "score", 1);
        }
    }

    /// What a trainer tells.
    private static final class Ear implements TrainingListener {
        private long steps;
        private long tokens;
        private long saves;

        @Override
        public void step(Step step) {
            steps = step.step();
            tokens += step.tokens();
        }

        @Override
        public void saved(long step, Path directory) {
            saves++;
        }
    }

    /// Some batches are not full, some tasks have several rows an example, some batches are computed in pieces.
    @ParameterizedTest
    @CsvSource({
        "CLASSIFY, 7, 7, false, 100",
        "CLASSIFY, 7, 3, false, 5",
        "CLASSIFY, 5, 5, true, 3",
        "CHOICE, 5, 5, false, 100",
        "CHOICE, 8, 3, true, 4",
        "NER, 40, 40, false, 1"
    })
    void aRunDoesWhatWasCountedBefore(
            TinyTask task, int batchSize, int microBatchSize, boolean grouped, int every)
            throws IOException {
        TrainingOptions options =
                TrainingOptions.CLASSIFICATION
                        .withBatchSize(batchSize)
                        .withMicroBatchSize(microBatchSize)
                        .withGroupByLength(grouped)
                        .withEpochs(2)
                        .withRhythm(
                                TrainingOptions.Rhythm.every(
                                        OptionalInt.of(every), OptionalInt.of(every + 1)));
        compare(task.task(), task.write(temporary), options);
    }

    private <E, A> void compare(Task<E, A> task, Path train, TrainingOptions options) {
        List<E> examples = new ArrayList<>();
        try (ExampleStream<E> stream = task.open(List.of(train))) {
            stream.forEachRemaining(examples::add);
        }
        try (Checkpoint checkpoint = Checkpoint.open(Golden.named("tiny").directory());
                TaskModel<E, A> model = task.create(checkpoint, examples, 1)) {
            List<Item<E>> items =
                    examples.stream()
                            .map(example -> new Item<>(example, model.rows(example)))
                            .toList();
            Counting<E> counting = new Counting<>(model, items, temporary.resolve("cache"));
            Ear ear = new Ear();
            train(counting, options, ear);
            assertSame(Workload.of(counting.objective, options), counting, ear, options);
        }
    }

    private void train(Counting<?> counting, TrainingOptions options, Ear ear) {
        try (Trainer trainer =
                new Trainer(
                        counting,
                        (_, _) -> counting.evaluation(),
                        counting.model.bert().parameters(),
                        options,
                        RunDirectory.create(temporary.resolve("run")),
                        ear,
                        new Stop())) {
            trainer.train();
        }
    }

    private static void assertSame(
            Workload counted, Counting<?> counting, Ear ear, TrainingOptions options) {
        int epochs = options.epochs();
        assertEquals(ear.steps, counted.steps());
        assertEquals(ear.tokens, epochs * counted.tokens());
        assertEquals(counting.rows, epochs * counted.rowLengths().length);
        assertEquals(1 - (double) ear.tokens / counting.slots, counted.padding(), 1e-12);
        assertEquals(counting.evaluations, counted.evaluations());
        assertEquals(ear.saves, counted.saves());
    }
}
