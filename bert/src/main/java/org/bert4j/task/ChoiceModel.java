package org.bert4j.task;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.dataset.TextExample;
import org.bert4j.feature.TextFeaturizer;
import org.bert4j.feature.TextRow;
import org.bert4j.head.SequenceHead;
import org.bert4j.layer.Dropout;
import org.bert4j.loss.CrossEntropy;
import org.bert4j.metric.ClassificationMetric;
import org.bert4j.metric.Judged;
import org.bert4j.metric.Sample;
import org.bert4j.tensor.Tensor;
import org.bert4j.tokenizer.BadInputException;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// BERT with one score for each pair of prompt and choice, as published under `BertForMultipleChoice`. Examples may have
/// different numbers of choices.
public final class ChoiceModel implements TaskModel<TextExample, Classification> {
    private final Bert bert;
    private final ChoiceTask task;
    private final TextFeaturizer featurizer;
    private final SequenceHead head;

    ChoiceModel(Checkpoint checkpoint, ChoiceTask task, long seed) {
        TrainedFor.require(checkpoint, TrainedFor.CHOICES);
        featurizer = task.text().featurizer(checkpoint.tokenizer(), checkpoint.config());
        this.bert = Bert.load(checkpoint, seed);
        this.task = task;
        head = new SequenceHead(bert.head(), bert.config(), 1, SequenceHead.Kind.LINEAR);
    }

    @Override
    public Bert bert() {
        return bert;
    }

    /// A row for each choice.
    @Override
    public List<TextRow> rows(TextExample example) {
        return choices(example).stream()
                .map(choice -> TextRows.ofPair(example, choice, featurizer).getFirst())
                .toList();
    }

    private static List<String> choices(TextExample example) {
        return example.texts().subList(1, example.texts().size());
    }

    @Override
    public void requireTruth(TextExample example) {
        truth(example);
    }

    private static int truth(TextExample example) {
        int choices = choices(example).size();
        if (!example.label().matches("\\d{1,6}") || Integer.parseInt(example.label()) >= choices) {
            throw new BadInputException(
                    "%s: the right choice is \"%s\", and there are %d, counted from 0; fix the row."
                            .formatted(example.place(), example.label(), choices));
        }
        return Integer.parseInt(example.label());
    }

    @Override
    public Tensor loss(Encoded<TextExample> encoded, Dropout dropout) {
        long[] truth = encoded.items().stream().mapToLong(item -> truth(item.example())).toArray();
        return CrossEntropy.sum(scores(encoded, dropout), Tensor.of(truth, truth.length));
    }

    @Override
    public List<Classification> answers(Encoded<TextExample> encoded) {
        List<double[]> scores = TensorRows.of(scores(encoded, Dropout.NONE));
        return IntStream.range(0, scores.size())
                .mapToObj(
                        i -> {
                            List<String> choices = choices(encoded.items().get(i).example());
                            double[] own = Arrays.copyOf(scores.get(i), choices.size());
                            return Classification.ofLogits(choices, own);
                        })
                .toList();
    }

    /// @return `[items, most choices]`, minus infinity where an item has fewer
    private Tensor scores(Encoded<TextExample> encoded, Dropout dropout) {
        Tensor perRow = head.forward(encoded.sequenceOutput(), dropout); // [rows, 1]
        int items = encoded.items().size();
        int most =
                encoded.items().stream().mapToInt(item -> item.rows().size()).max().orElseThrow();
        long[] rowOf = new long[items * most];
        boolean[] missing = new boolean[items * most];
        int row = 0;
        for (int i = 0; i < items; i++) {
            int choices = encoded.items().get(i).rows().size();
            for (int k = 0; k < most; k++) {
                missing[i * most + k] = k >= choices;
                rowOf[i * most + k] = k < choices ? row++ : 0;
            }
        }
        return perRow.rows(Tensor.of(rowOf, rowOf.length))
                .reshape(items, most)
                .maskedFill(Tensor.of(missing, items, most), Double.NEGATIVE_INFINITY);
    }

    @Override
    public Scorer<TextExample, Classification> scorer() {
        return new ChoiceScorer();
    }

    @Override
    public boolean readsFirstTokenOnly() {
        return true;
    }

    @Override
    public void save(Path directory) {
        bert.save(directory, TrainedFor.CHOICES, Map.of());
        SavedOptions.write(directory, task.name(), task.text().toMap());
    }

    /// The labels are right and wrong: numbers of choices mean nothing across examples.
    private static final class ChoiceScorer implements Scorer<TextExample, Classification> {
        private final Judged<ClassificationMetric> judged =
                new Judged<>(
                        () -> new ClassificationMetric(List.of("wrong", "right")),
                        ChoiceScorer::figures);

        @Override
        public void add(TextExample example, Classification answer) {
            int right = answer.best().id() == truth(example) ? 1 : 0;
            judged.add(metric -> metric.add(1, right));
        }

        @Override
        public Map<String, Object> figures() {
            return judged.figures();
        }

        private static Map<String, Object> figures(ClassificationMetric metric) {
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("accuracy", metric.figures().get("accuracy"));
            figures.put("total", metric.total());
            return figures;
        }

        @Override
        public Sample sample() {
            return judged;
        }

        @Override
        public String decisive() {
            return "accuracy";
        }
    }
}
