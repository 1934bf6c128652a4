package org.bert4j.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.checkpoint.Golden;
import org.bert4j.dataset.TextExample;
import org.bert4j.feature.LongText;
import org.bert4j.head.TokenHead;
import org.bert4j.layer.Dropout;
import org.bert4j.layer.Parameters;
import org.bert4j.tensor.Tensor;
import org.bert4j.tensor.TensorScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.function.Supplier;

/// The models of the tasks against transformers, on padded batches (python/make_golden_tasks.py).
class TaskModelTest {
    private TensorScope scope;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    private enum Case {
        CLASSIFY(GoldenTask::classify),
        REGRESS(GoldenTask::regress),
        MULTI_LABEL(GoldenTask::multiLabel),
        NER(() -> GoldenTask.ner(NerTask.Decoding.VITERBI)),
        CHOICE(GoldenTask::choice);

        private final Supplier<GoldenTask<?, ?>> open;

        Case(Supplier<GoldenTask<?, ?>> open) {
            this.open = open;
        }
    }

    @ParameterizedTest
    @EnumSource
    void rowsLossAndGradientsAreThoseOfTransformers(Case task) {
        try (GoldenTask<?, ?> golden = task.open.get()) {
            golden.assertSameRows();
            golden.assertSameLossAndGradients();
        }
    }

    @Test
    void logitsOfAClassifierAreThoseOfTransformers() {
        try (var golden = GoldenTask.classify()) {
            assertSameLogits(golden, golden.model().answers(golden.encoded()));
        }
    }

    /// Two of the four examples are pairs.
    @Test
    void aModelWithOneSegmentTakesPairsAsTransformersDoes() {
        try (var golden = GoldenTask.oneSegment()) {
            assertEquals(1, golden.model().bert().config().typeVocabSize());
            assertSameLogits(golden, golden.model().answers(golden.encoded()));
            golden.assertSameLossAndGradients();
        }
    }

    @Test
    void logitsOfChoicesAreThoseOfTransformers() {
        try (var golden = GoldenTask.choice()) {
            assertSameLogits(golden, golden.model().answers(golden.encoded()));
        }
    }

    /// What PEFT computes with an adapter, we compute with it merged into its base and beside it.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAdapterOfPeft(boolean apart) {
        try (var golden = GoldenTask.lora(apart)) {
            golden.assertSameRows();
            assertSameLogits(golden, golden.model().answers(golden.encoded()));
        }
    }

    @Test
    void whatAnAdapterLearnsIsWhatItLearnsInPeft() {
        try (var golden = GoldenTask.lora(true)) {
            golden.assertSameLossAndGradients();
            var parameters = golden.model().bert().parameters();
            assertFalse(parameters.get("bert.encoder.layer.0.output.dense.weight").isTrainable());
            assertTrue(parameters.get("bert.pooler.dense.weight").isTrainable());
        }
    }

    private static void assertSameLogits(GoldenTask<?, ?> golden, List<Classification> answers) {
        for (int i = 0; i < answers.size(); i++) {
            double[] expected = golden.logits(i);
            assertEquals(expected.length, answers.get(i).scores().size());
            for (Classification.Scored scored : answers.get(i).scores()) {
                assertEquals(expected[scored.id()], scored.logit(), 1e-5);
            }
        }
    }

    @Test
    void choicesOfAnExampleWithFewerAreThoseItHasAlone() {
        try (var golden = GoldenTask.choice()) {
            TaskModel<TextExample, Classification> model = golden.model();
            TextExample two =
                    new TextExample("f:1", List.of("who is he", "paris", "in"), List.of("1"));
            Item<TextExample> fewer = new Item<>(two, model.rows(two));
            var alone = model.answers(golden.encoded(List.of(fewer))).getFirst();
            Item<TextExample> three = golden.items().getFirst();
            Encoded<TextExample> both = golden.encoded(List.of(fewer, three));
            assertEquals(2, model.answers(both).getFirst().scores().size());
            assertEquals(alone.best().logit(), model.answers(both).getFirst().best().logit(), 1e-6);
            double apart =
                    model.loss(golden.encoded(List.of(fewer)), Dropout.NONE).item()
                            + model.loss(golden.encoded(List.of(three)), Dropout.NONE).item();
            assertEquals(apart, model.loss(both, Dropout.NONE).item(), 1e-5);
        }
    }

    @Test
    void scoresAreThoseOfTransformers() {
        try (var golden = GoldenTask.regress()) {
            List<Double> answers = golden.model().answers(golden.encoded());
            for (int i = 0; i < answers.size(); i++) {
                assertEquals(golden.logits(i)[0], answers.get(i), 1e-5);
            }
        }
    }

    @Test
    void probabilitiesOfLabelsAreSigmoidsOfTransformersLogits() {
        try (var golden = GoldenTask.multiLabel()) {
            List<LabelSet> answers = golden.model().answers(golden.encoded());
            for (int i = 0; i < answers.size(); i++) {
                for (LabelSet.Scored scored : answers.get(i).scores()) {
                    double expected = 1 / (1 + Math.exp(-golden.logits(i)[scored.id()]));
                    assertEquals(expected, scored.probability(), 1e-5);
                    assertEquals(expected >= 0.5, scored.chosen());
                }
            }
        }
    }

    @Test
    void logitsOfWordsAreThoseOfTransformers() {
        try (var golden = GoldenTask.ner(NerTask.Decoding.ARGMAX);
                Checkpoint checkpoint = Checkpoint.open(golden.golden().directory())) {
            TokenHead head = new TokenHead(Parameters.from(checkpoint, 0, 0.02), 8, 5, 0);
            var encoded = golden.encoded();
            Tensor words = WordRows.of(encoded).gather(encoded.sequenceOutput());
            assertArrayEquals(
                    Golden.floats(golden.golden().json().get("logits")),
                    head.forward(words, Dropout.NONE).toFloats(),
                    1e-5f);
        }
    }

    @Test
    void tagsWordByWordAreTheLargestLogits() {
        try (var golden = GoldenTask.ner(NerTask.Decoding.ARGMAX)) {
            List<Entities> answers = golden.model().answers(golden.encoded());
            List<String> names = ((NerModel) golden.model()).tags().names();
            for (int i = 0; i < answers.size(); i++) {
                double[] logits = golden.logits(i);
                for (int word = 0; word < answers.get(i).tags().size(); word++) {
                    int best = 0;
                    for (int tag = 1; tag < names.size(); tag++) {
                        boolean larger = logits[word * 5 + tag] > logits[word * 5 + best];
                        best = larger ? tag : best;
                    }
                    assertEquals(names.get(best), answers.get(i).tags().get(word));
                }
            }
        }
    }

    @Test
    void scoresOfALongTextAreTheMeanOverItsWindows() {
        try (Checkpoint checkpoint = Checkpoint.open(Golden.named("tiny-classify").directory());
                ClassifyModel model =
                        ClassifyTask.DEFAULT
                                .withText(new TextOptions(12, LongText.WINDOWS))
                                .load(checkpoint)) {
            TextExample text = text("the capital of china is beijing and the city of paris is new");
            TextExample other = text("who is she");
            Item<TextExample> windows = new Item<>(text, model.rows(text));
            Item<TextExample> one = new Item<>(other, model.rows(other));
            assertTrue(windows.rows().size() >= 2, "a long text has windows");
            double[] mean = new double[3];
            for (var row : windows.rows()) {
                Item<TextExample> window = new Item<>(text, List.of(row));
                add(mean, answer(model, List.of(window), 0), 1.0 / windows.rows().size());
            }
            assertArrayEquals(mean, answer(model, List.of(one, windows), 1), 1e-5);
            assertArrayEquals(
                    answer(model, List.of(one), 0), answer(model, List.of(one, windows), 0), 1e-5);
        }
    }

    private static TextExample text(String text) {
        return new TextExample("f:1", List.of(text), List.of("city"));
    }

    private static double[] answer(ClassifyModel model, List<Item<TextExample>> items, int index) {
        Encoded<TextExample> encoded = Encoded.of(items, model, Dropout.NONE);
        double[] logits = new double[3];
        model.answers(encoded)
                .get(index)
                .scores()
                .forEach(scored -> logits[scored.id()] = scored.logit());
        return logits;
    }

    private static void add(double[] sum, double[] values, double share) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += values[i] * share;
        }
    }
}
