package org.bert4j.task;

import org.bert4j.batch.TokenBatch;
import org.bert4j.feature.QaFeatures;
import org.bert4j.feature.StoredQaFeature;
import org.bert4j.feature.TokenRow;
import org.bert4j.layer.Dropout;
import org.bert4j.loss.SpanLoss;
import org.bert4j.tensor.Tensor;

import java.nio.file.Path;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;

/// Training a question answering model on labelled features.
public final class QaObjective implements Objective {
    private final QaModel model;
    private final QaFeatures features;
    private final QaOptions options;
    private final TrainingOutputs outputs;

    /// @param features of all training questions
    /// @param options  saved with the model, so that it predicts as it was trained
    /// @param cache    file for the outputs of frozen layers; it is made and deleted
    public QaObjective(QaModel model, QaFeatures features, QaOptions options, Path cache) {
        this.model = model;
        this.features = features;
        this.options = options;
        outputs = new TrainingOutputs(cache, model.bert(), new Rows(features), false);
    }

    @Override
    public int size() {
        return features.size();
    }

    @Override
    public int tokens(int example) {
        return features.get(example).length();
    }

    @Override
    public Tensor loss(int[] examples, Dropout dropout) {
        List<StoredQaFeature> chosen = Arrays.stream(examples).mapToObj(features::get).toList();
        long[] starts = chosen.stream().mapToLong(StoredQaFeature::startPosition).toArray();
        long[] ends = chosen.stream().mapToLong(StoredQaFeature::endPosition).toArray();
        TokenBatch batch = model.bert().batch(chosen);
        Tensor sequenceOutput = outputs.sequenceOutput(examples, batch, dropout);
        return SpanLoss.sum(
                model.logits(sequenceOutput, batch),
                Tensor.of(starts, starts.length),
                Tensor.of(ends, ends.length));
    }

    @Override
    public void save(Path directory) {
        model.save(directory);
        options.save(directory);
    }

    @Override
    public void close() {
        outputs.close();
    }

    /// The one row of each example, read when it is asked for.
    private static final class Rows extends AbstractList<List<TokenRow>> {
        private final QaFeatures features;

        private Rows(QaFeatures features) {
            this.features = features;
        }

        @Override
        public List<TokenRow> get(int example) {
            return List.of(features.get(example));
        }

        @Override
        public int size() {
            return features.size();
        }
    }
}
