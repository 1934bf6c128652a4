package org.bert4j.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

class TaskMetricTest {
    private static final boolean[] YES = {true};
    private static final boolean[] NO = {false};

    static Stream<Arguments> metricsWithoutExamples() {
        return Stream.of(
                Arguments.of(
                        "accuracy f1_macro f1_micro precision_macro recall_macro matthews total"
                                + " precision recall f1 per_class confusion",
                        new ClassificationMetric(List.of("no", "yes")).figures()),
                Arguments.of(
                        "f1_micro f1_macro f1_samples precision_micro recall_micro subset_accuracy"
                                + " hamming_loss total per_class",
                        new MultiLabelMetric(List.of("joy", "fear")).figures()),
                Arguments.of("pearson spearman mse mae total", new CorrelationMetric().figures()),
                Arguments.of(
                        "precision recall f1 f1_macro precision_strict recall_strict f1_strict"
                                + " accuracy total per_type",
                        new EntityMetric().figures()),
                Arguments.of(
                        "recall_at_1 recall_at_5 recall_at_10 mrr total",
                        new RetrievalMetric().figures()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("metricsWithoutExamples")
    void withoutExamplesEveryFigureIsThereAndZero(String names, Map<String, Object> figures) {
        assertEquals(List.of(names.split(" ")), List.copyOf(figures.keySet()));
        for (Object figure : figures.values()) {
            assertEquals(0, figure instanceof Number number ? number.doubleValue() : 0);
        }
    }

    @Test
    void onlyTwoLabelsHaveAPositiveOne() {
        assertFalse(new ClassificationMetric(List.of("a", "b", "c")).figures().containsKey("f1"));
    }

    @Test
    void changingAHandedOutConfusionTableChangesNothing() {
        ClassificationMetric metric = new ClassificationMetric(List.of("a", "b"));
        metric.add(0, 1);
        metric.confusion()[0][1] = 7;
        assertArrayEquals(new long[][] {{0, 1}, {0, 0}}, metric.confusion());
    }

    @Test
    void aLabelIsPredictedFromItsThresholdOn() {
        MultiLabelMetric metric = new MultiLabelMetric(List.of("joy"), new double[] {0.25});
        metric.add(YES, new float[] {0.25f});
        metric.add(YES, new float[] {Math.nextDown(0.25f)});
        assertEquals(0.5, metric.figures().get("recall_micro"));
    }

    @Test
    void oneThresholdPerLabelIsNeeded() {
        List<String> labels = List.of("joy", "fear");
        assertThrows(
                IllegalArgumentException.class,
                () -> new MultiLabelMetric(labels, new double[] {0.5}));
    }

    @ParameterizedTest(name = "positive at {0}, negative at {1}: {2}")
    @CsvSource({
        "0.9, 0.1, 0.5", // all between are as good: the middle
        "0.3, 0.1, 0.2998046875", // 307/1024, the bin of 0.3
        "0.9, 0.75, 0.7509765625", // 769/1024, the first bin above 0.75
        "1, 0.9990234375, 0.5", // only probability 1 is above; no threshold below 1 helps
        "0.0001, 0, 0.5", // both in the lowest bin
    })
    void thresholdPartsPositiveFromNegativeNearestToTheMiddle(
            float positive, float negative, double threshold) {
        ThresholdFitter fitter = new ThresholdFitter(1);
        fitter.add(YES, new float[] {positive});
        fitter.add(NO, new float[] {negative});
        assertArrayEquals(new double[] {threshold}, fitter.thresholds());
    }

    @Test
    void labelsThatNeverOccurKeepTheThresholdOfOneHalf() {
        ThresholdFitter fitter = new ThresholdFitter(2);
        fitter.add(new boolean[2], new float[] {0.9f, 0.1f});
        assertArrayEquals(new double[] {0.5, 0.5}, fitter.thresholds());
    }

    @ParameterizedTest
    @ValueSource(floats = {-0.1f, 1.1f, Float.NaN})
    void aProbabilityOutsideZeroToOneIsRefused(float probability) {
        ThresholdFitter fitter = new ThresholdFitter(1);
        assertThrows(
                IllegalArgumentException.class, () -> fitter.add(YES, new float[] {probability}));
    }

    @Test
    void correlationWithAConstantIsZero() {
        CorrelationMetric metric = new CorrelationMetric();
        for (int i = 0; i < 5; i++) {
            metric.add(i, 0.1);
        }
        assertEquals(0.0, metric.figures().get("pearson"));
        assertEquals(0.0, metric.figures().get("spearman"));
    }

    @Test
    void correlationTakesAnyNumberOfExamples() {
        CorrelationMetric metric = new CorrelationMetric();
        for (int i = 0; i < 5000; i++) {
            metric.add(i, Math.cbrt(i));
        }
        assertEquals(5000, metric.total());
        assertEquals(1.0, (double) metric.figures().get("spearman"), 1e-12);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void aPredictionThatIsNoNumberIsRefused(double prediction) {
        CorrelationMetric metric = new CorrelationMetric();
        assertThrows(IllegalArgumentException.class, () -> metric.add(1, prediction));
    }

    @Test
    void bmesTagsScoreAsIobesTagsDo() {
        EntityMetric metric = new EntityMetric();
        metric.add(
                List.of("B-ORG", "M-ORG", "E-ORG", "S-ORG"),
                List.of("B-ORG", "I-ORG", "E-ORG", "S-ORG"));
        assertEquals(1.0, metric.figures().get("f1"));
        assertEquals(1.0, metric.figures().get("f1_strict"));
        assertEquals(2L, metric.figures().get("total"));
    }

    @Test
    void entityThatNoTagsExpressIsMissedInBothModes() {
        EntityMetric metric = new EntityMetric();
        metric.add(List.of("B-ORG"), List.of("B-ORG"));
        metric.addMissed("LOC");
        Map<String, Object> figures = metric.figures();
        assertEquals(0.5, figures.get("recall"));
        assertEquals(0.5, figures.get("recall_strict"));
        assertEquals(0.5, figures.get("f1_macro"));
        assertEquals(1.0, figures.get("precision"));
        assertEquals(2, metric.total());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PER", "", "b-PER", "O-PER", "U-PER", "BPER"})
    void aTagOfNoKnownSchemeIsRefused(String tag) {
        EntityMetric metric = new EntityMetric();
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> metric.add(List.of("O"), List.of(tag)))
                        .getMessage();
        assertTrue(message.startsWith("Tag \"" + tag + "\" is neither"), message);
    }

    @Test
    void aSentenceNeedsOnePredictedTagPerToken() {
        EntityMetric metric = new EntityMetric();
        assertThrows(
                IllegalArgumentException.class, () -> metric.add(List.of("O", "O"), List.of("O")));
    }

    @Test
    void oneVectorForAllTextsFindsNothing() {
        RetrievalMetric metric = new RetrievalMetric();
        for (int i = 0; i < 20; i++) {
            metric.add(new float[] {1, 2}, new float[] {1, 2});
        }
        assertEquals(0.0, metric.figures().get("recall_at_10"));
        assertEquals(0.05, (double) metric.figures().get("mrr"), 1e-12);
    }

    @Test
    void lengthsOfVectorsDoNotMatter() {
        RetrievalMetric metric = new RetrievalMetric();
        metric.add(new float[] {5, 0}, new float[] {0.1f, 0.01f});
        metric.add(new float[] {0, 0.2f}, new float[] {80, 90});
        assertEquals(1.0, metric.figures().get("recall_at_1"));
    }

    @Test
    void vectorsOfTwoModelsAreRefused() {
        RetrievalMetric metric = new RetrievalMetric();
        metric.add(new float[2], new float[2]);
        assertThrows(IllegalArgumentException.class, () -> metric.add(new float[3], new float[3]));
    }

    @Test
    void sentencesCountedApartCountTheSameTogether() {
        EntityMetric together = new EntityMetric();
        EntityMetric apart = new EntityMetric();
        for (String predicted : List.of("B-PER", "O", "I-LOC")) {
            together.add(List.of("B-PER"), List.of(predicted));
            EntityMetric sentence = new EntityMetric();
            sentence.add(List.of("B-PER"), List.of(predicted));
            apart.add(sentence);
        }
        assertEquals(together.figures(), apart.figures());
    }

    @Test
    void aDrawCountsAnExampleAsOftenAsItWasDrawn() {
        CorrelationMetric numbers = new CorrelationMetric();
        numbers.add(1, 2);
        numbers.add(5, 5);
        assertEquals(2 / 3.0, (double) numbers.figuresOf(new int[] {0, 0, 1}).get("mse"), 1e-12);

        SquadMetric answers = new SquadMetric();
        answers.add(List.of("Rome"), "Rome", 0);
        answers.add(List.of("Rome"), "Paris", 0);
        assertEquals(25.0, answers.figuresOf(new int[] {0, 1, 1, 1}).get("exact"));

        CmrcMetric chinese = new CmrcMetric();
        chinese.add(List.of("北京"), "北京", 0);
        chinese.add(List.of("北京"), "", 0);
        assertEquals(25.0, chinese.figuresOf(new int[] {0, 1, 1, 1}).get("em"));

        RetrievalMetric found = new RetrievalMetric();
        found.add(new float[] {1, 0}, new float[] {1, 0});
        found.add(new float[] {1, 0}, new float[] {0, 1});
        assertEquals(0.25, found.figuresOf(new int[] {0, 1, 1, 1}).get("recall_at_1"));
    }
}
