package org.bert4j.task;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.checkpoint.SentenceFiles;
import org.bert4j.dataset.TextExample;
import org.bert4j.feature.TextFeaturizer;
import org.bert4j.feature.TextRow;
import org.bert4j.layer.Dropout;
import org.bert4j.loss.CosineLoss;
import org.bert4j.loss.InBatchNegatives;
import org.bert4j.metric.CorrelationMetric;
import org.bert4j.metric.RetrievalMetric;
import org.bert4j.metric.Sample;
import org.bert4j.tensor.Tensor;
import org.bert4j.tokenizer.BadInputException;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// BERT that gives a text one vector: a bare `BertModel` with the files of sentence-transformers beside.
public final class EmbedModel implements TaskModel<TextExample, Embeddings> {
    private final Bert bert;
    private final EmbedTask task;
    private final Pooling pooling;
    private final double largestScore;
    private final TextFeaturizer featurizer;

    /// @param largestScore of the data, which stands for a cosine of 1
    EmbedModel(
            Checkpoint checkpoint,
            EmbedTask task,
            Pooling pooling,
            double largestScore,
            long seed) {
        featurizer = task.text().featurizer(checkpoint.tokenizer(), checkpoint.config());
        this.bert = Bert.load(checkpoint, seed);
        this.task = task;
        this.pooling = pooling;
        this.largestScore = largestScore;
    }

    @Override
    public Bert bert() {
        return bert;
    }

    public Pooling pooling() {
        return pooling;
    }

    /// A row for each text.
    @Override
    public List<TextRow> rows(TextExample example) {
        return example.texts().stream()
                .map(text -> TextRows.ofText(example, text, featurizer).getFirst())
                .toList();
    }

    @Override
    public void requireTruth(TextExample example) {
        if (task.loss() == EmbedTask.Loss.COSINE && example.score() < 0) {
            throw new BadInputException(
                    "%s: the score is %s, and a similarity is not below 0; fix the row."
                            .formatted(example.place(), example.score()));
        }
    }

    @Override
    public void requireTelling(Iterator<TextExample> development) {
        if (task.loss() == EmbedTask.Loss.COSINE) {
            DistinctTruths.require(development, TextExample::score);
        } else {
            development.forEachRemaining(this::requireTruth);
        }
    }

    @Override
    public boolean needsWholeBatches() {
        return task.loss() == EmbedTask.Loss.CONTRASTIVE;
    }

    @Override
    public Tensor loss(Encoded<TextExample> encoded, Dropout dropout) {
        Tensor vectors = vectors(encoded);
        Tensor first = vectors.rows(textNumber(encoded, 0));
        Tensor second = vectors.rows(textNumber(encoded, 1));
        return switch (task.loss()) {
            case COSINE -> CosineLoss.sum(first, second, targets(encoded));
            case CONTRASTIVE -> {
                Tensor wrong = vectors.rows(textNumber(encoded, 2));
                yield InBatchNegatives.sum(
                        first,
                        Tensor.concatenate(List.of(second, wrong), 0),
                        InBatchNegatives.USUAL_SCALE);
            }
        };
    }

    private Tensor targets(Encoded<TextExample> encoded) {
        float[] targets = new float[encoded.items().size()];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = (float) (encoded.items().get(i).example().score() / largestScore);
        }
        return Tensor.of(targets, targets.length);
    }

    /// Rows of the n-th text of each item that has as many.
    private static Tensor textNumber(Encoded<TextExample> encoded, int number) {
        List<Long> rows = new ArrayList<>();
        long row = 0;
        for (Item<TextExample> item : encoded.items()) {
            if (item.rows().size() > number) {
                rows.add(row + number);
            }
            row += item.rows().size();
        }
        return Tensor.of(rows.stream().mapToLong(Long::longValue).toArray(), rows.size());
    }

    /// @return `[rows, hidden]`
    private Tensor vectors(Encoded<TextExample> encoded) {
        return pooling.pool(encoded.sequenceOutput(), encoded.batch());
    }

    @Override
    public List<Embeddings> answers(Encoded<TextExample> encoded) {
        float[] values = vectors(encoded).toFloats();
        int hidden = bert.config().hiddenSize();
        List<Embeddings> answers = new ArrayList<>();
        int from = 0;
        for (Item<TextExample> item : encoded.items()) {
            List<float[]> vectors = new ArrayList<>();
            for (int i = 0; i < item.rows().size(); i++, from += hidden) {
                vectors.add(Arrays.copyOfRange(values, from, from + hidden));
            }
            answers.add(new Embeddings(List.copyOf(vectors)));
        }
        return answers;
    }

    @Override
    public Scorer<TextExample, Embeddings> scorer() {
        return switch (task.loss()) {
            case COSINE -> new SimilarityScorer();
            case CONTRASTIVE -> new RetrievalScorer();
        };
    }

    @Override
    public void save(Path directory) {
        bert.save(directory, "BertModel", Map.of());
        SentenceFiles.write(
                directory,
                bert.config().hiddenSize(),
                task.text().maxLength(),
                pooling == Pooling.CLS);
        SavedOptions.write(directory, task.name(), task.text().toMap());
    }

    private static final class SimilarityScorer implements Scorer<TextExample, Embeddings> {
        private final CorrelationMetric metric = new CorrelationMetric();

        @Override
        public void add(TextExample example, Embeddings answer) {
            metric.add(example.score(), answer.cosine());
        }

        /// Cosines and scores have different units, so their distance means nothing.
        @Override
        public Map<String, Object> figures() {
            Map<String, Object> figures = new LinkedHashMap<>(metric.figures());
            figures.keySet().removeAll(Set.of("mse", "mae"));
            return figures;
        }

        @Override
        public Sample sample() {
            return metric;
        }

        @Override
        public String decisive() {
            return "spearman";
        }
    }

    private static final class RetrievalScorer implements Scorer<TextExample, Embeddings> {
        private final RetrievalMetric metric = new RetrievalMetric();

        @Override
        public void add(TextExample example, Embeddings answer) {
            metric.add(answer.vectors().get(0), answer.vectors().get(1));
        }

        @Override
        public Map<String, Object> figures() {
            return metric.figures();
        }

        @Override
        public Sample sample() {
            return metric;
        }

        @Override
        public String decisive() {
            return "recall_at_1";
        }
    }
}
