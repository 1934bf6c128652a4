package org.bert4j.predictor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.checkpoint.Golden;
import org.bert4j.feature.LongText;
import org.bert4j.task.Classification;
import org.bert4j.task.ClassifyModel;
import org.bert4j.task.ClassifyTask;
import org.bert4j.task.TextOptions;
import org.bert4j.tokenizer.BadInputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

class ClassifierTest {
    private static final List<String> TEXTS =
            List.of("who is she", "the city of paris is new", "中国的首都是北京", "a", "in new york");

    @TempDir Path directory;

    @BeforeEach
    void save() {
        ClassifyTask task = ClassifyTask.DEFAULT.withText(new TextOptions(48, LongText.HEAD));
        try (Checkpoint checkpoint = Checkpoint.open(Golden.named("tiny-classify").directory());
                ClassifyModel model = task.load(checkpoint)) {
            model.save(directory);
        }
    }

    @Test
    void manyTextsAtOnceHaveTheAnswersOfEachAlone() {
        try (Classifier classifier = Classifier.open(directory)) {
            List<Classification> together = classifier.classify(TEXTS);
            for (int i = 0; i < TEXTS.size(); i++) {
                Classification alone = classifier.classify(TEXTS.get(i));
                assertEquals(alone.best().label(), together.get(i).best().label());
                assertEquals(alone.best().logit(), together.get(i).best().logit(), 1e-5);
            }
        }
    }

    @Test
    void manyThreadsGetTheirOwnAnswers() throws Exception {
        try (Classifier classifier = Classifier.open(directory);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Classification> expected = TEXTS.stream().map(classifier::classify).toList();
            List<Future<Classification>> found = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                String text = TEXTS.get(i % TEXTS.size());
                found.add(threads.submit(() -> classifier.classify(text)));
            }
            for (int i = 0; i < found.size(); i++) {
                assertEquals(expected.get(i % TEXTS.size()), found.get(i).get());
            }
        }
    }

    @Test
    void aTextWithoutTokensIsRefusedAndTheNextOneAnswered() {
        try (Classifier classifier = Classifier.open(directory)) {
            var e = assertThrows(BadInputException.class, () -> classifier.classify(" \u200b"));
            assertTrue(e.getMessage().contains("has no token"), e.getMessage());
            assertEquals(3, classifier.classify("who").scores().size());
        }
    }

    @Test
    void anEncoderAloneIsNoClassifier() {
        Path encoder = Golden.named("tiny").directory();
        var e = assertThrows(BadInputException.class, () -> Classifier.open(encoder));
        assertTrue(e.getMessage().contains("has no trained classifier"), e.getMessage());
    }

    @Test
    void zeroShotWantsAModelThatKnowsEntailment() {
        assertThrows(
                IllegalArgumentException.class,
                () -> ZeroShotClassifier.open(directory, "about the label"));
        try (ZeroShotClassifier classifier = ZeroShotClassifier.open(directory)) {
            var e =
                    assertThrows(
                            BadInputException.class,
                            () -> classifier.classify("a city", List.of("paris", "china")));
            assertTrue(e.getMessage().contains("no label \"entailment\""), e.getMessage());
        }
    }
}
