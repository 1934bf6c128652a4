package org.bert4j.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.checkpoint.Golden;
import org.bert4j.dataset.TextExample;
import org.bert4j.feature.LongText;
import org.bert4j.task.Classification;
import org.bert4j.task.ClassifyModel;
import org.bert4j.task.ClassifyTask;
import org.bert4j.task.TextOptions;
import org.bert4j.tensor.Precision;
import org.bert4j.tokenizer.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class TaskEvaluationTest {
    private static final List<String> WORDS = List.of("paris", "is", "the", "city", "of", "new");

    /// More than are answered at once, of very different lengths.
    private static final List<TextExample> EXAMPLES = examples(530);

    private static List<TextExample> examples(int count) {
        Random random = new Random(5);
        return IntStream.range(0, count)
                .mapToObj(
                        i -> {
                            String text =
                                    IntStream.range(0, 1 + random.nextInt(40))
                                            .mapToObj(_ -> WORDS.get(random.nextInt(6)))
                                            .collect(Collectors.joining(" "));
                            String label = List.of("city", "none", "person").get(i % 3);
                            return new TextExample("f:" + i, List.of(text), List.of(label));
                        })
                .toList();
    }

    @ParameterizedTest
    @EnumSource(
            value = LongText.class,
            names = {"HEAD", "WINDOWS"})
    void answersComeInTheOrderOfTheDataAndAreThoseOfEachExampleAlone(LongText longText) {
        try (ClassifyModel model = model(longText)) {
            var evaluation = new TaskEvaluation<>(model);
            List<TextExample> heard = new ArrayList<>();
            List<Classification> answers = new ArrayList<>();
            List<Integer> progress = new ArrayList<>();
            evaluation.answer(
                    EXAMPLES.iterator(),
                    Precision.FP32,
                    progress::add,
                    (example, answer) -> {
                        heard.add(example);
                        answers.add(answer);
                    });
            assertEquals(EXAMPLES, heard);
            assertEquals(List.of(512, 530), progress);
            for (int i = 0; i < 530; i += 7) {
                var alone =
                        new TaskAnswering<>(model, Precision.FP32)
                                .answer(List.of(EXAMPLES.get(i)))
                                .getFirst();
                assertSame(alone, answers.get(i));
            }
        }
    }

    private static void assertSame(Classification expected, Classification found) {
        double[] logits = new double[3];
        expected.scores().forEach(scored -> logits[scored.id()] = scored.logit());
        found.scores().forEach(scored -> assertEquals(logits[scored.id()], scored.logit(), 1e-5));
    }

    /// Many are at fault, and threads come upon them in any order.
    @Test
    void theFirstOfManyBadTextsIsNamed() {
        List<TextExample> bad =
                IntStream.range(0, 200)
                        .mapToObj(
                                i ->
                                        new TextExample(
                                                "f:" + i, List.of(i < 9 ? "a" : "\1"), List.of()))
                        .toList();
        try (ClassifyModel model = model(LongText.HEAD)) {
            var answering = new TaskAnswering<>(model, Precision.FP32);
            for (int i = 0; i < 20; i++) {
                var fault = assertThrows(BadInputException.class, () -> answering.answer(bad));
                assertTrue(fault.getMessage().startsWith("f:9: "), fault.getMessage());
            }
        }
    }

    @Test
    void everyExampleIsScoredOnce() {
        try (ClassifyModel model = model(LongText.HEAD)) {
            int[] right = {0};
            Evaluation found =
                    new TaskEvaluation<>(model)
                            .evaluate(
                                    EXAMPLES.iterator(),
                                    model.scorer(),
                                    Precision.FP32,
                                    _ -> {},
                                    (example, answer) ->
                                            right[0] +=
                                                    answer.best().label().equals(example.label())
                                                            ? 1
                                                            : 0);
            assertEquals("accuracy", found.decisive());
            assertEquals(right[0] / 530.0, found.score(), 1e-12);
        }
    }

    private static ClassifyModel model(LongText longText) {
        try (Checkpoint checkpoint = Checkpoint.open(Golden.named("tiny-classify").directory())) {
            return ClassifyTask.DEFAULT.withText(new TextOptions(12, longText)).load(checkpoint);
        }
    }
}
