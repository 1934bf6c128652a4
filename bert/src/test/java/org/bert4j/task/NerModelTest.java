package org.bert4j.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.checkpoint.Golden;
import org.bert4j.dataset.TaggedText;
import org.bert4j.feature.TagFeature;
import org.bert4j.feature.TagSet;
import org.bert4j.layer.Dropout;
import org.bert4j.tensor.TensorScope;
import org.bert4j.tokenizer.BadInputException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class NerModelTest {
    private static final TagSet TAGS = new TagSet(List.of("O", "B-LOC", "I-LOC", "B-PER", "I-PER"));

    private TensorScope scope;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "who is 😀 in paris?",
                "北京是中国的首都，paris在法国",
                "𠀀𠀁 the city 👩‍👩‍👧 of beijing",
                "China\u200b, e\u0301 \ud83d and \u0000 new york",
                "[MASK] is in paris",
                "\u200b",
                ""
            })
    void entitiesOfAnyTextAreItsOwnStretches(String text) {
        TaggedText example = TaggedText.unlabelled("f:1", text);
        Entities found = answer(golden(), example);
        assertEquals(example.words(), found.tags().size());
        assertEntitiesAreThoseOfTheTags(example, found);
    }

    private static void assertEntitiesAreThoseOfTheTags(TaggedText example, Entities found) {
        int end = 0;
        for (Entities.Entity entity : found.entities()) {
            assertEquals(example.text().substring(entity.start(), entity.end()), entity.text());
            assertTrue(entity.start() >= end, "entities come in order and do not overlap");
            assertTrue(entity.probability() > 0 && entity.probability() <= 1);
            end = entity.end();
        }
        long words = found.tags().stream().filter(tag -> tag.startsWith("B-")).count();
        assertTrue(found.entities().size() >= words, "each B- begins an entity");
    }

    /// The random model has opinions: were everything O, the test above would say nothing.
    @Test
    void theGoldenModelFindsEntities() {
        TaggedText text = TaggedText.unlabelled("f:1", "北京是中国的首都，paris在法国");
        assertTrue(answer(golden(), text).entities().size() >= 2);
    }

    @ParameterizedTest
    @EnumSource
    void everyWordOfALongSentenceIsDecided(NerTask.Decoding decoding) {
        List<String> words =
                Stream.generate(() -> List.of("paris", "is", "the", "newark", "city"))
                        .limit(30)
                        .flatMap(List::stream)
                        .toList();
        TaggedText text = GoldenTask.sentence(words, List.of());
        try (NerModel model = model(NerTask.DEFAULT.withMaxLength(10).withDecoding(decoding))) {
            List<TagFeature> rows = model.rows(text);
            assertTrue(rows.size() > 15 && rows.stream().allMatch(row -> row.length() <= 10));
            int[] decided =
                    rows.stream().flatMapToInt(row -> Arrays.stream(row.wordIndex())).toArray();
            assertEquals(
                    IntStream.range(0, 150).boxed().toList(),
                    Arrays.stream(decided).boxed().toList());
            assertEquals(150, answer(model, text).tags().size());
        }
    }

    @Test
    void sentencesInOneBatchHaveTheTagsTheyHaveAlone() {
        List<TaggedText> texts =
                Stream.of(
                                "who is in paris",
                                "",
                                "the city of beijing is in china, he was born in it")
                        .map(text -> TaggedText.unlabelled("f:1", text))
                        .toList();
        try (NerModel model = model(NerTask.DEFAULT.withMaxLength(10))) {
            List<Entities> together = model.answers(encoded(model, texts));
            for (int i = 0; i < texts.size(); i++) {
                assertEquals(answer(model, texts.get(i)).tags(), together.get(i).tags());
            }
        }
    }

    @Test
    void lossOverSeveralWindowsIsTheSumOverWords() {
        List<String> words =
                List.of("paris", "is", "the", "new", "city", "of", "china", "to", "ann");
        List<String> tags = List.of("B-LOC", "O", "O", "O", "O", "O", "B-LOC", "O", "B-PER");
        TaggedText text = GoldenTask.sentence(words, tags);
        TaggedText other = GoldenTask.sentence(List.of("in", "china"), List.of("O", "B-LOC"));
        try (NerModel model = model(NerTask.DEFAULT.withMaxLength(8))) {
            assertEquals(9, model.weight(new Item<>(text, model.rows(text))));
            double apart = loss(model, List.of(text)) + loss(model, List.of(other));
            assertEquals(apart, loss(model, List.of(other, text)), 1e-4);
        }
    }

    @Test
    void aWordWithoutATokenGoesWithTheEntityAroundIt() {
        Entities found = decode(NerTask.Decoding.VITERBI, 0, 1, 2, 2);
        assertEquals(List.of("O", "B-LOC", "I-LOC", "I-LOC", "I-LOC"), found.tags());
        assertEquals(
                List.of("new \u200bx york city"),
                found.entities().stream().map(Entities.Entity::text).toList());
        double probability = 1 / (1 + 4 * Math.exp(-5));
        assertEquals(probability, found.entities().getFirst().probability(), 1e-9);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 2, 2, york city", // I- begins an entity
        "0, 3, 2, 2, new/york city", // of another type
        "0, 1, 1, 2, new/york city", // B- begins one
        "0, 1, 0, 0, new" // ends before
    })
    void aWordWithoutATokenBetweenEntitiesIsOutside(int in, int a, int b, int c, String found) {
        Entities entities = decode(NerTask.Decoding.ARGMAX, in, a, b, c);
        assertEquals("O", entities.tags().get(2));
        assertEquals(
                List.of(found.split("/")),
                entities.entities().stream().map(Entities.Entity::text).toList());
    }

    /// Tags of the first, second, fourth and fifth of five words; the third has no token.
    private static Entities decode(NerTask.Decoding decoding, int... best) {
        TaggedText text =
                GoldenTask.sentence(List.of("in", "new", "\u200bx", "york", "city"), List.of());
        float[][] scores = Arrays.stream(best).mapToObj(NerModelTest::row).toArray(float[][]::new);
        return TagDecoder.wordByWord(TAGS, decoding).entities(text, new int[] {0, 1, 3, 4}, scores);
    }

    private static float[] row(int best) {
        float[] scores = new float[TAGS.size()];
        scores[best] = 5;
        return scores;
    }

    @Test
    void aSentenceWithoutTokensOrTagsCannotBeTrainedOn() {
        try (NerModel model = golden()) {
            TaggedText blank = GoldenTask.sentence(List.of("\u200b"), List.of("O"));
            var e = assertThrows(BadInputException.class, () -> model.requireTruth(blank));
            assertTrue(e.getMessage().startsWith("f:1: the sentence has no token"), e.getMessage());
            TaggedText unlabelled = TaggedText.unlabelled("f:2", "who is he");
            e = assertThrows(BadInputException.class, () -> model.requireTruth(unlabelled));
            assertTrue(e.getMessage().startsWith("f:2: the sentence has no tags"), e.getMessage());
            Entities answer = answer(model, unlabelled);
            Scorer<TaggedText, Entities> scorer = model.scorer();
            e = assertThrows(BadInputException.class, () -> scorer.add(unlabelled, answer));
            assertTrue(e.getMessage().startsWith("f:2: the sentence has no tags"), e.getMessage());
        }
    }

    private static NerModel golden() {
        return model(NerTask.DEFAULT.withMaxLength(48));
    }

    private static NerModel model(NerTask task) {
        try (Checkpoint checkpoint = Checkpoint.open(Golden.named("tiny-ner").directory())) {
            return new NerModel(checkpoint, task, new TagSet(LabelNames.of(checkpoint)), 0);
        }
    }

    private static Entities answer(NerModel model, TaggedText text) {
        return model.answers(encoded(model, List.of(text))).getFirst();
    }

    private static double loss(NerModel model, List<TaggedText> texts) {
        return model.loss(encoded(model, texts), Dropout.NONE).item();
    }

    private static Encoded<TaggedText> encoded(NerModel model, List<TaggedText> texts) {
        List<Item<TaggedText>> items =
                texts.stream().map(text -> new Item<>(text, model.rows(text))).toList();
        return Encoded.of(items, model, Dropout.NONE);
    }
}
