package org.bert4j.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.dataset.QaExample;
import org.bert4j.dataset.QaParagraph;
import org.bert4j.feature.QaExampleFeatures;
import org.bert4j.feature.QaFeature;
import org.bert4j.feature.QaFeatureOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

class SpanDecoderTest {
    static List<QaFeatureOptions> ways() {
        return List.of(QaSample.GOOGLE, QaSample.RUN_QA);
    }

    /// huggingface/transformers#7528, #6144, #2615, #38984: long texts broke the pipeline, or gave
    /// fewer answers than asked for.
    @ParameterizedTest
    @MethodSource("ways")
    void anyLogitsOverAnyContextGiveSlicesOfTheContextAsManyAsWanted(QaFeatureOptions way) {
        Random random = new Random(7528);
        for (int round = 0; round < 200; round++) {
            String context = randomText(random, random.nextInt(150));
            QaExampleFeatures example = features(way, context);
            int wanted = 1 + random.nextInt(30);
            AnswerOptions options =
                    new AnswerOptions(20, 1 + random.nextInt(9), random.nextBoolean(), 0, 1)
                            .withAnswersWanted(wanted);
            QaPrediction prediction = decode(options, example, random, 5);
            assertWellFormed(prediction, context, options);
            int possible = distinctAnswers(example, options.maxAnswerLength());
            assertEquals(Math.min(wanted, possible), prediction.topAnswers(wanted).size(), context);
        }
    }

    private static void assertWellFormed(
            QaPrediction prediction, String context, AnswerOptions options) {
        Set<String> texts = new HashSet<>();
        double last = Double.POSITIVE_INFINITY;
        double probability = 0;
        for (Answer answer : prediction.nBest()) {
            assertEquals(context.substring(answer.start(), answer.end()), answer.text());
            int codePoint = context.codePointCount(0, answer.start());
            assertEquals(codePoint, answer.codePointStart());
            assertEquals(context.codePointCount(0, answer.end()), answer.codePointEnd());
            assertTrue(texts.add(answer.text()), "repeated " + answer.text());
            assertTrue(answer.score() <= last);
            last = answer.score();
            probability += answer.probability();
        }
        assertEquals(1, probability, 1e-12);
        assertTrue(prediction.nBest().contains(prediction.best()));
        assertTrue(prediction.nBest().size() <= options.nBestSize() + 1);
    }

    private static int distinctAnswers(QaExampleFeatures example, int maxAnswerLength) {
        Set<String> texts = new HashSet<>();
        for (QaFeature f : example.features()) {
            for (int start = 0; start < f.length(); start++) {
                for (int end = start; end < Math.min(f.length(), start + maxAnswerLength); end++) {
                    if (f.mayStartAnswer(start) && f.isContext(end)) {
                        String context = example.example().context();
                        texts.add(context.substring(f.sourceStart(start), f.sourceEnd(end)));
                    }
                }
            }
        }
        return texts.size();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void answerIsFoundThoughTheBestStartsAndEndsLieInTheQuestion(QaFeatureOptions way) {
        QaExampleFeatures example = features(way, "the rock was visible");
        float[] question = new float[example.features().getFirst().length()];
        Arrays.fill(question, -5);
        Arrays.fill(question, 0, example.features().getFirst().firstContextPosition(), 9);
        SpanDecoder decoder = new SpanDecoder(new AnswerOptions(1, 30, false, 0, 1));
        QaPrediction prediction =
                decoder.decode(
                        example.example(),
                        example.features(),
                        List.of(question),
                        List.of(question));
        assertEquals("t", prediction.best().text().substring(0, 1));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void contextWithoutTokensIsAnsweredWithNothing(QaFeatureOptions way) {
        QaExampleFeatures example = features(way, " \t ");
        for (AnswerOptions options : List.of(AnswerOptions.SQUAD_1, AnswerOptions.SQUAD_2)) {
            QaPrediction prediction = decode(options, example, new Random(1), 0);
            assertTrue(prediction.best().isNone());
            assertEquals(List.of(prediction.best()), prediction.nBest());
            assertEquals(1, prediction.best().probability());
        }
    }

    @Test
    void noAnswerWinsAboveTheThresholdOnly() {
        QaExampleFeatures example = features(QaSample.RUN_QA, "a");
        float[] starts = {2.5f, 0, 0, 0, 0};
        int word = example.features().getFirst().firstContextPosition();
        starts[word] = 1;
        float[] ends = new float[starts.length];
        for (double threshold : new double[] {1.4, 1.5, 1.6}) {
            AnswerOptions options = AnswerOptions.SQUAD_2.withNullScoreThreshold(threshold);
            QaPrediction prediction =
                    new SpanDecoder(options)
                            .decode(
                                    example.example(),
                                    example.features(),
                                    List.of(starts),
                                    List.of(ends));
            assertEquals(1.5, prediction.nullScoreDifference());
            assertEquals(threshold < 1.5, prediction.best().isNone(), "threshold " + threshold);
        }
    }

    @Test
    void probabilitiesAreTheSoftmaxOfTheScoresListed() {
        QaExampleFeatures example = features(QaSample.RUN_QA, "a");
        float[] logits = new float[5];
        int word = example.features().getFirst().firstContextPosition();
        logits[word] = 1;
        QaPrediction prediction =
                new SpanDecoder(AnswerOptions.SQUAD_2)
                        .decode(
                                example.example(),
                                example.features(),
                                List.of(logits),
                                List.of(logits));
        assertEquals(List.of("a", ""), prediction.nBest().stream().map(Answer::text).toList());
        assertEquals(1 / (1 + Math.exp(-2)), prediction.best().probability(), 1e-15);
    }

    @Test
    void paddingChangesNothing() {
        QaExampleFeatures example = features(QaSample.GOOGLE, "the rock was visible");
        QaPrediction bare = decode(AnswerOptions.SQUAD_2, example, new Random(3), 0);
        QaPrediction padded = decode(AnswerOptions.SQUAD_2, example, new Random(3), 40);
        assertEquals(bare, padded);
    }

    @Test
    void logitsThatDoNotFitTheWindowsAreRefused() {
        QaExampleFeatures example = features(QaSample.GOOGLE, "the rock");
        SpanDecoder decoder = new SpanDecoder(AnswerOptions.SQUAD_1);
        List<float[]> tooShort = List.of(new float[2]);
        assertThrows(
                IllegalArgumentException.class,
                () -> decoder.decode(example.example(), example.features(), tooShort, tooShort));
        assertThrows(
                IllegalArgumentException.class,
                () -> decoder.decode(example.example(), example.features(), List.of(), List.of()));
    }

    @Test
    void optionsThatCannotWorkAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new AnswerOptions(0, 30, false, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new AnswerOptions(20, 0, false, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new AnswerOptions(5, 30, false, 0, 6));
        assertThrows(
                IllegalArgumentException.class,
                () -> AnswerOptions.SQUAD_2.withNullScoreThreshold(Double.NaN));
    }

    @Test
    void largestIndexesAreInOrderAndOfEqualsTheEarlier() {
        float[] values = {1, 3, 2, 3, Float.NEGATIVE_INFINITY, 9};
        assertEquals("[1, 3, 2]", Arrays.toString(LargestIndexes.of(values, 5, 3)));
        assertEquals("[1, 3, 2, 0, 4]", Arrays.toString(LargestIndexes.of(values, 5, 20)));
        assertEquals("[]", Arrays.toString(LargestIndexes.of(values, 0, 20)));
    }

    private static QaExampleFeatures features(QaFeatureOptions way, String context) {
        QaParagraph paragraph = QaParagraph.of(QaExample.unanswered("q", "?", context));
        return QaSample.features(way, paragraph).getFirst();
    }

    /// Decodes from random logits; padding gets the largest, which must not matter.
    private static QaPrediction decode(
            AnswerOptions options, QaExampleFeatures example, Random random, int padding) {
        List<float[]> starts = new ArrayList<>();
        List<float[]> ends = new ArrayList<>();
        for (QaFeature feature : example.features()) {
            starts.add(randomLogits(random, feature.length(), padding));
            ends.add(randomLogits(random, feature.length(), padding));
        }
        return new SpanDecoder(options).decode(example.example(), example.features(), starts, ends);
    }

    private static float[] randomLogits(Random random, int length, int padding) {
        float[] logits = new float[length + padding];
        Arrays.fill(logits, 100);
        for (int i = 0; i < length; i++) {
            logits[i] = (float) random.nextGaussian();
        }
        return logits;
    }

    private static String randomText(Random random, int words) {
        List<String> all =
                List.of("the", "rock", "lighthouse", "1895,", "桥头堡", "😀", "(oak)", "zz");
        return random.ints(words, 0, all.size())
                .mapToObj(all::get)
                .collect(Collectors.joining(" "));
    }
}
