package org.bert4j.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.checkpoint.Golden;
import org.bert4j.dataset.Columns;
import org.bert4j.dataset.TaggedText;
import org.bert4j.dataset.TextExample;
import org.bert4j.feature.LongText;
import org.bert4j.feature.TokenRow;
import org.bert4j.layer.Dropout;
import org.bert4j.layer.Lora;
import org.bert4j.tensor.Gradients;
import org.bert4j.tensor.Tensor;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A golden model of a task, and the examples that transformers computed with it.
record GoldenTask<E, A>(Golden golden, TaskModel<E, A> model, List<Item<E>> items)
        implements AutoCloseable {
    /// As many tokens as the small models have positions.
    static final TextOptions TEXT = new TextOptions(48, LongText.HEAD);

    static GoldenTask<TextExample, Classification> classify() {
        return ofTexts("tiny-classify", ClassifyTask.DEFAULT.withText(TEXT));
    }

    static GoldenTask<TextExample, Classification> oneSegment() {
        return ofTexts("tiny-one-segment", ClassifyTask.DEFAULT.withText(TEXT));
    }

    /// The adapter, merged into its base or beside it.
    static GoldenTask<TextExample, Classification> lora(boolean apart) {
        ClassifyTask task = ClassifyTask.DEFAULT.withText(TEXT);
        Golden golden = Golden.named("tiny-lora");
        try (Checkpoint checkpoint = Checkpoint.open(golden.directory())) {
            if (apart) {
                checkpoint.apart(new Lora(2, 3, List.of("query", "value", "output.dense")));
            }
            GoldenTask<TextExample, Classification> opened =
                    of(golden, task.load(checkpoint), examples(golden));
            opened.model().bert().freeze(Freeze.NOTHING);
            return opened;
        }
    }

    static GoldenTask<TextExample, LabelSet> multiLabel() {
        return ofTexts("tiny-multilabel", new MultiLabelTask(Columns.DETECT, List.of(), TEXT));
    }

    static GoldenTask<TextExample, Double> regress() {
        return ofTexts("tiny-regress", new RegressTask(Columns.DETECT, TEXT));
    }

    static GoldenTask<TextExample, Classification> choice() {
        return ofTexts("tiny-choice", new ChoiceTask(Columns.DETECT, TEXT));
    }

    static GoldenTask<TaggedText, Entities> ner(NerTask.Decoding decoding) {
        Golden golden = Golden.named("tiny-ner");
        List<TaggedText> examples = new ArrayList<>();
        for (int i = 0; i < golden.json().get("words").size(); i++) {
            examples.add(
                    sentence(
                            strings(golden.json().get("words").get(i)),
                            strings(golden.json().get("tags").get(i))));
        }
        return of(golden, NerTask.DEFAULT.withMaxLength(48).withDecoding(decoding), examples);
    }

    private static <A> GoldenTask<TextExample, A> ofTexts(String name, Task<TextExample, A> task) {
        Golden golden = Golden.named(name);
        return of(golden, task, examples(golden));
    }

    private static List<TextExample> examples(Golden golden) {
        JsonNode texts = golden.json().get("texts");
        JsonNode labels = golden.json().get("labels");
        return IntStream.range(0, texts.size())
                .mapToObj(
                        i ->
                                new TextExample(
                                        "golden:" + i,
                                        strings(texts.get(i)),
                                        strings(labels.get(i))))
                .toList();
    }

    private static <E, A> GoldenTask<E, A> of(Golden golden, Task<E, A> task, List<E> examples) {
        try (Checkpoint checkpoint = Checkpoint.open(golden.directory())) {
            return of(golden, task.load(checkpoint), examples);
        }
    }

    private static <E, A> GoldenTask<E, A> of(
            Golden golden, TaskModel<E, A> model, List<E> examples) {
        assertEquals(List.of(), model.report().initialised());
        List<Item<E>> items =
                examples.stream().map(example -> new Item<>(example, model.rows(example))).toList();
        return new GoldenTask<>(golden, model, items);
    }

    /// Words with a blank between them.
    static TaggedText sentence(List<String> words, List<String> tags) {
        int[] starts = new int[words.size()];
        int[] ends = new int[words.size()];
        for (int i = 0, start = 0; i < starts.length; i++) {
            starts[i] = start;
            ends[i] = start + words.get(i).length();
            start = ends[i] + 1;
        }
        return new TaggedText("f:1", String.join(" ", words), starts, ends, tags, List.of());
    }

    private static List<String> strings(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    Encoded<E> encoded() {
        return encoded(items);
    }

    Encoded<E> encoded(List<Item<E>> some) {
        return Encoded.of(some, model, Dropout.NONE);
    }

    /// The inputs are those of transformers, row by row.
    void assertSameRows() {
        int row = 0;
        for (Item<E> item : items) {
            for (TokenRow own : item.rows()) {
                assertArrayEquals(golden.unpadded("inputIds", row), own.inputIds());
                assertArrayEquals(golden.unpadded("tokenTypeIds", row), own.tokenTypeIds());
                row++;
            }
        }
        assertEquals(golden.json().get("inputIds").size(), row);
    }

    /// Loss and gradients are those of transformers, which divides by the number of what is decided.
    void assertSameLossAndGradients() {
        double weight = items.stream().mapToDouble(model::weight).sum();
        Tensor loss = model.loss(encoded(), Dropout.NONE).times(1 / weight);
        assertEquals(golden.json().get("loss").asDouble(), loss.item(), 1e-5);
        Gradients.backward(loss);
        for (var expected : golden.json().get("gradients").properties()) {
            assertArrayEquals(
                    Golden.floats(expected.getValue()),
                    model.bert().parameters().get(expected.getKey()).gradient().toFloats(),
                    1e-5f,
                    expected.getKey());
        }
    }

    double[] logits(int item) {
        float[] values = Golden.floats(golden.json().get("logits").get(item));
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    @Override
    public void close() {
        model.close();
    }
}
