package org.bert4j.trainer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.batch.BatchOrder;
import org.bert4j.layer.Dropout;
import org.bert4j.task.Objective;
import org.bert4j.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Runs of several stages, without a model.
class CourseTest {
    private static final TrainingOptions.Update UPDATE = TrainingOptions.Update.of(1e-3);

    /// Examples that only count.
    private record Numbers(int size) implements Objective {
        @Override
        public int tokens(int example) {
            return 1;
        }

        @Override
        public Tensor loss(int[] examples, Dropout dropout) {
            throw new AssertionError("nothing is computed");
        }

        @Override
        public void save(Path directory) {
            throw new AssertionError("nothing is saved");
        }
    }

    /// What an update took.
    private record Taken(int stage, int[] examples) {}

    /// Batches of 2 of 11 examples, then twice and three times as many, then batches of 3 of 7 other examples.
    private static Course course(Length length) {
        BatchOrder first = BatchOrder.placeByPlace(11, 2, 42);
        BatchOrder second = BatchOrder.placeByPlace(7, 3, 42);
        Numbers many = new Numbers(11);
        List<Stage> stages =
                List.of(
                        new Stage("two", many, first, 1, 8, 0.2),
                        new Stage("four", many, first, 2, 8, 0.2),
                        new Stage("six", many, first, 3, 8, 0.4),
                        new Stage("others", new Numbers(7), second, 1, 4, 0.2));
        return new Course(length, UPDATE, stages);
    }

    private static List<Taken> walk(Course course) {
        List<Taken> all = new ArrayList<>();
        Progress progress = course.start();
        while (!course.isOver(progress, 0)) {
            progress = course.enter(progress);
            Stage stage = course.stage(progress);
            all.add(new Taken(progress.stage(), stage.examples(progress.place())));
            long place = stage.next(progress.place());
            progress = progress.afterStep(place, progress.microBatchSize());
        }
        return all;
    }

    private static long count(List<Taken> taken, int stage) {
        return taken.stream().filter(one -> one.stage == stage).count();
    }

    private static int[] examples(List<Taken> taken) {
        return taken.stream().flatMapToInt(one -> Arrays.stream(one.examples)).toArray();
    }

    @Test
    void stepsAreSharedOut() {
        Course course = course(new Length.Steps(20));
        List<Taken> taken = walk(course);
        assertEquals(20, course.steps().orElseThrow());
        assertEquals(
                List.of(4L, 4L, 8L, 4L),
                IntStream.range(0, 4).mapToObj(i -> count(taken, i)).toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 23, 100})
    void everyPassUsesEveryExampleOnceWhateverTheSizes(int steps) {
        List<Taken> taken = walk(course(new Length.Steps(steps)));
        int[] many = examples(taken.stream().filter(one -> one.stage < 3).toList());
        for (int from = 0; from + 11 <= many.length; from += 11) {
            int[] pass = Arrays.copyOfRange(many, from, from + 11);
            Arrays.sort(pass);
            assertArrayEquals(IntStream.range(0, 11).toArray(), pass);
        }
        assertTrue(taken.stream().anyMatch(one -> one.examples.length == 6));
    }

    @Test
    void otherExamplesBeginWithTheirFirstEpoch() {
        List<Taken> taken = walk(course(new Length.Steps(40)));
        List<Taken> others = taken.stream().filter(one -> one.stage == 3).toList();
        int[] expected =
                BatchOrder.placeByPlace(7, 3, 42).epoch(0).stream()
                        .flatMapToInt(Arrays::stream)
                        .toArray();
        assertArrayEquals(expected, Arrays.copyOf(examples(others), 7));
    }

    @Test
    void eachStageMakesItsShareOfTheEpochs() {
        Course course = course(new Length.Epochs(10));
        List<Taken> taken = walk(course);
        assertEquals(taken.size(), course.steps().orElseThrow());
        int[] many = examples(taken.stream().filter(one -> one.stage < 3).toList());
        assertEquals(8 * 11, many.length);
        assertEquals(2 * 6, count(taken, 0), "two epochs of six batches");
        assertEquals(2 * 3, count(taken, 1), "two epochs of three updates");
        assertEquals(2 * 3, count(taken, 3));
    }

    @Test
    void theClockEntersAStage() {
        Course course = course(new Length.Time(Duration.ofSeconds(10)));
        Progress begin = course.start();
        List<Integer> stages =
                List.of(0.0, 1.9, 2.1, 7.9, 8.1, 9.9).stream()
                        .map(seconds -> course.enter(begin.onTheClock(seconds, 0)).stage())
                        .toList();
        assertEquals(List.of(0, 0, 1, 2, 3, 3), stages);
    }

    @Test
    void memoryThatWasShortStaysSoUntilOtherExamplesCome() {
        Course course = course(new Length.Steps(20));
        Progress progress = course.start();
        for (int step = 0; step < 15; step++) {
            progress = progress.afterStep(step + 1, 2);
        }
        assertEquals(2, course.enter(progress).microBatchSize());
        Progress last = course.enter(progress).afterStep(16, 2);
        assertEquals(4, course.enter(last).microBatchSize());
        assertEquals(0, course.enter(last).place());
    }

    @Test
    void aStageThatTheRunIsTooShortForIsSkipped() {
        assertEquals(List.of(), course(new Length.Steps(20)).skipped());
        assertEquals(List.of("two", "others"), course(new Length.Steps(2)).skipped());
    }
}
