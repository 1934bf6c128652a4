package org.bert4j.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.dataset.AnswerSpan;
import org.bert4j.dataset.QaExample;
import org.bert4j.dataset.QaParagraph;
import org.bert4j.feature.QaExampleFeatures.Outcome;
import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.TokenizerOptions;
import org.bert4j.tokenizer.Vocabulary;
import org.bert4j.tokenizer.WindowStride;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

class QaFeaturizerTest {
    private static final BertTokenizer TOKENIZER =
            BertTokenizer.of(
                    Vocabulary.read(GoldenFeaturesTest.path("sample-vocab.txt")),
                    TokenizerOptions.UNCASED);
    private static final QaFeatureOptions GOOGLE =
            new QaFeatureOptions(24, new WindowStride.Step(5), 8);
    private static final QaFeatureOptions RUN_QA =
            new QaFeatureOptions(24, new WindowStride.Overlap(5), 8);

    static List<QaFeatureOptions> ways() {
        return List.of(
                GOOGLE,
                RUN_QA,
                GOOGLE.withStride(new WindowStride.Step(500)),
                RUN_QA.withStride(new WindowStride.Overlap(0)));
    }

    /// huggingface/transformers#2548: a step beyond the window once skipped tokens silently.
    @ParameterizedTest
    @MethodSource("ways")
    void everyContextTokenIsInAWindowAndHasOneBestWindow(QaFeatureOptions options) {
        Random random = new Random(2548);
        QaFeaturizer featurizer = new QaFeaturizer(TOKENIZER, options);
        for (int round = 0; round < 300; round++) {
            String context = randomText(random, random.nextInt(120));
            String question = randomText(random, random.nextInt(14));
            List<QaFeature> features =
                    featurizer.forPrediction(paragraph(question, context)).getFirst().features();
            int tokens = TOKENIZER.tokenize(context).size();
            int[] windows = new int[tokens];
            int[] best = new int[tokens];
            for (QaFeature feature : features) {
                assertTrue(feature.length() <= options.maxLength());
                int first = feature.firstContextPosition();
                for (int i = first; feature.isContext(i); i++) {
                    windows[feature.window().start() + i - first]++;
                    best[feature.window().start() + i - first] += feature.isMaxContext(i) ? 1 : 0;
                }
            }
            assertTrue(Arrays.stream(windows).allMatch(count -> count > 0));
            assertTrue(Arrays.stream(best).allMatch(count -> count == 1));
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void labelledTokensHoldTheAnswer(QaFeatureOptions options) {
        Random random = new Random(1895);
        QaFeaturizer featurizer = new QaFeaturizer(TOKENIZER, options);
        int labelled = 0;
        for (int round = 0; round < 300; round++) {
            String context = randomText(random, 60);
            int last = context.codePointCount(0, context.length()) - 1;
            int length = 1 + random.nextInt(20);
            int start = context.offsetByCodePoints(0, random.nextInt(Math.max(1, last - length)));
            int end = context.offsetByCodePoints(start, length);
            AnswerSpan span = new AnswerSpan(start, end);
            QaExample example =
                    new QaExample(
                            "q",
                            "who ?",
                            context,
                            List.of(span.text(context)),
                            List.of(span),
                            false,
                            "");
            QaParagraph paragraph = QaParagraph.of(example);
            for (QaFeature f : featurizer.forTraining(paragraph).getFirst().features()) {
                if (f.startPosition() > 0) {
                    String text =
                            context.substring(
                                    f.sourceStart(f.startPosition()), f.sourceEnd(f.endPosition()));
                    String answer = span.text(context).strip();
                    assertTrue(text.contains(answer), () -> text + " lacks " + answer);
                    labelled++;
                }
            }
        }
        assertTrue(labelled > 200, "only " + labelled + " windows were labelled");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void streamGivesTheOrderOfTheDataWhateverTheThreads(int threads) {
        Random random = new Random(7);
        List<QaParagraph> paragraphs =
                IntStream.range(0, 100)
                        .mapToObj(i -> paragraph("where " + i, randomText(random, i)))
                        .toList();
        QaFeaturizer featurizer = new QaFeaturizer(TOKENIZER, GOOGLE);
        List<String> ids = new ArrayList<>();
        List<Integer> progress = new ArrayList<>();
        int features = 0;
        try (QaFeatureStream stream = featurizer.predictionStream(paragraphs.iterator(), threads)) {
            stream.onProgress(progress::add);
            while (stream.hasNext()) {
                QaExampleFeatures example = stream.next();
                ids.add(example.example().question());
                features += example.features().size();
            }
            assertEquals(new QaFeatureReport(100, features, 0, 0, 0), stream.report());
        }
        assertEquals(
                paragraphs.stream().map(p -> p.examples().getFirst().question()).toList(), ids);
        assertEquals(IntStream.rangeClosed(1, 100).boxed().toList(), progress);
    }

    @Test
    void faultInTheDataReachesTheConsumerAsItIs() {
        IllegalStateException fault = new IllegalStateException("line 3");
        Iterator<QaParagraph> broken =
                new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return true;
                    }

                    @Override
                    public QaParagraph next() {
                        throw fault;
                    }
                };
        try (QaFeatureStream stream =
                new QaFeaturizer(TOKENIZER, GOOGLE).trainingStream(broken, 2)) {
            assertSame(fault, assertThrows(IllegalStateException.class, stream::next));
        }
    }

    @Test
    void contextsAreTokenisedOnceAndShared() {
        QaFeaturizer featurizer = new QaFeaturizer(TOKENIZER, GOOGLE);
        ContextCache cache = new ContextCache(TOKENIZER);
        assertSame(cache.tokenize("the rock"), cache.tokenize(new String("the rock")));
        QaExample first = QaExample.unanswered("1", "who", "the rock");
        QaExample second = QaExample.unanswered("2", "what", "the rock");
        QaParagraph paragraph = new QaParagraph("", "the rock", List.of(first, second));
        List<QaExampleFeatures> features = featurizer.forPrediction(paragraph);
        assertEquals(2, features.size());
    }

    @Test
    void idsAreWrittenIntoABatchWithoutTouchingItsPadding() {
        QaFeature feature = single(GOOGLE, "who", "the rock");
        int[] ids = new int[3 + feature.length() + 2];
        int[] types = ids.clone();
        Arrays.fill(ids, -1);
        Arrays.fill(types, -1);
        feature.copyTo(ids, types, 3);
        assertArrayEquals(feature.inputIds(), Arrays.copyOfRange(ids, 3, 3 + feature.length()));
        assertArrayEquals(
                feature.tokenTypeIds(), Arrays.copyOfRange(types, 3, 3 + feature.length()));
        assertEquals(-1, ids[2]);
        assertEquals(-1, ids[ids.length - 2]);
        assertEquals(-1, types[types.length - 2]);
    }

    @Test
    void emptyQuestionIsNoFault() {
        QaFeature feature = single(GOOGLE, " ", "the rock");
        assertEquals(TOKENIZER.clsId(), feature.inputIds()[0]);
        assertEquals(TOKENIZER.sepId(), feature.inputIds()[1]);
        assertEquals(2, feature.firstContextPosition());
    }

    /// Google's loop makes no window without tokens, the fast tokenizer makes an empty one.
    @Test
    void emptyContextHasNoWindowInGooglesWayAndAnEmptyOneInTheOther() {
        QaParagraph paragraph = paragraph("who", " \t");
        assertEquals(
                List.of(),
                new QaFeaturizer(TOKENIZER, GOOGLE).forPrediction(paragraph).getFirst().features());
        QaFeature feature = single(RUN_QA, "who", " \t");
        assertEquals(feature.firstContextPosition() + 1, feature.length());
        assertFalse(feature.isContext(feature.firstContextPosition()));
    }

    @Test
    void questionsAreCutByTheRuleOfEachWay() {
        String question = "? ? ? ? ? ? ? ? ? ?";
        QaParagraph shortContext = paragraph(question, "the rock");
        QaParagraph longContext = paragraph(question, "the rock ".repeat(20));
        assertEquals(8, questionLength(GOOGLE, shortContext));
        assertEquals(10, questionLength(RUN_QA, shortContext));
        assertEquals(10, questionLength(RUN_QA, longContext));
        assertEquals(
                8, questionLength(RUN_QA.withStride(new WindowStride.Overlap(12)), longContext));
    }

    @Test
    void exampleWhoseWordsLackTheAnswerIsLeftOutInGooglesWayOnly() {
        // The answer's blank is U+00A0, which parts no word but is a blank to Python's split().
        String context = "the\u00a0rock stands";
        QaExample example = answered(context, "the\u00a0rock");
        assertEquals(
                Outcome.WORDS_LACK_ANSWER,
                new QaFeaturizer(TOKENIZER, GOOGLE)
                        .forTraining(QaParagraph.of(example))
                        .getFirst()
                        .outcome());
        QaFeature feature =
                new QaFeaturizer(TOKENIZER, RUN_QA)
                        .forTraining(QaParagraph.of(example))
                        .getFirst()
                        .features()
                        .getFirst();
        assertEquals(feature.firstContextPosition(), feature.startPosition());
    }

    @Test
    void exampleWithoutAnswerInItsContextIsLeftOutOfTraining() {
        QaExample example =
                new QaExample("q", "who", "the rock", List.of("sand"), List.of(), false, "");
        QaParagraph paragraph = QaParagraph.of(example);
        try (QaFeatureStream stream =
                new QaFeaturizer(TOKENIZER, RUN_QA)
                        .trainingStream(List.of(paragraph).iterator(), 1)) {
            assertEquals(Outcome.NO_ANSWER_IN_CONTEXT, stream.next().outcome());
            assertEquals(new QaFeatureReport(1, 0, 1, 0, 0), stream.report());
            assertEquals(
                    "0 features of 1 questions; 1 left out, no reference is in the context",
                    stream.report().summary());
        }
    }

    /// run_qa's own search would go on over [SEP] and label the start with the last position.
    @Test
    void answerInTheLastTokenOfAWindowIsLabelledThere() {
        String context = "the rock was";
        QaParagraph paragraph = QaParagraph.of(answered(context, "was"));
        QaFeature feature =
                new QaFeaturizer(TOKENIZER, RUN_QA)
                        .forTraining(paragraph)
                        .getFirst()
                        .features()
                        .getFirst();
        assertEquals(9, feature.sourceStart(feature.startPosition()));
        assertEquals(12, feature.sourceEnd(feature.endPosition()));
    }

    @Test
    void positionOutsideTheContextHasNoSource() {
        QaFeature feature = single(GOOGLE, "who", "the rock");
        assertThrows(IndexOutOfBoundsException.class, () -> feature.sourceStart(0));
        int sep = feature.length() - 1;
        assertThrows(IndexOutOfBoundsException.class, () -> feature.sourceEnd(sep));
    }

    private static int questionLength(QaFeatureOptions options, QaParagraph paragraph) {
        QaFeaturizer featurizer = new QaFeaturizer(TOKENIZER, options);
        QaExampleFeatures example = featurizer.forPrediction(paragraph).getFirst();
        int length = example.features().getFirst().firstContextPosition() - 2;
        assertEquals(length == 8, example.questionCut());
        return length;
    }

    private static QaFeature single(QaFeatureOptions options, String question, String context) {
        return new QaFeaturizer(TOKENIZER, options)
                .forPrediction(paragraph(question, context))
                .getFirst()
                .features()
                .getFirst();
    }

    private static QaExample answered(String context, String answer) {
        int start = context.indexOf(answer);
        AnswerSpan span = new AnswerSpan(start, start + answer.length());
        return new QaExample("q", "who", context, List.of(answer), List.of(span), false, "");
    }

    private static QaParagraph paragraph(String question, String context) {
        return QaParagraph.of(QaExample.unanswered("q", question, context));
    }

    /// Words, punctuation, ideographs and emoji, parted by one blank of changing kind.
    private static String randomText(Random random, int words) {
        List<String> all =
                List.of("the", "rock", "lighthouse", "1895,", "桥头堡", "😀", "(oak)", "zz");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words; i++) {
            text.append(i == 0 ? "" : random.nextInt(9) == 0 ? "\n" : " ");
            text.append(all.get(random.nextInt(all.size())));
        }
        return text.toString();
    }
}
