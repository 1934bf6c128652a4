package org.bert4j.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.bert4j.dataset.RenamedQuestions;
import org.bert4j.dataset.SharedData;
import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.TokenizerOptions;
import org.bert4j.tokenizer.Vocabulary;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

@Tag("slow")
class ManyQuestionsTest {
    /// As many as in SQuAD 2.0's training set.
    private static final int QUESTIONS = 130_319;

    private static final int PARAGRAPHS = 19_035;

    @TempDir private Path directory;

    @Test
    void fitThroughASmallHeap() throws Exception {
        Path vocabulary = SharedData.file("vocab/bert-base-uncased/vocab.txt");
        Path file = directory.resolve("questions.json");
        List<Path> sources =
                List.of(
                        SharedData.file("squad/train-v1.1.part.json"),
                        SharedData.file("squad/dev-v2.0.part-a.json"));
        RenamedQuestions.write(file, QUESTIONS, PARAGRAPHS, sources);
        Path cache = directory.resolve("cache");
        assertEquals(0, makeInASmallHeap(vocabulary, cache, file));

        QaFeaturizer featurizer =
                new QaFeaturizer(
                        BertTokenizer.of(Vocabulary.read(vocabulary), TokenizerOptions.UNCASED),
                        QaFeatureOptions.GOOGLE);
        QaFeatures features = new QaFeatureCache(cache, 1).training(featurizer, List.of(file));
        assertEquals(QUESTIONS, features.report().examples());
    }

    private static int makeInASmallHeap(Path vocabulary, Path cache, Path file) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx48m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FeatureSpeed.class.getName(),
                        "google",
                        vocabulary.toString(),
                        cache.toString(),
                        file.toString())
                .inheritIO()
                .start()
                .waitFor();
    }
}
