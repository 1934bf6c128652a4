package org.bert4j.task;

import org.bert4j.feature.QaFeature;
import org.bert4j.layer.Dropout;
import org.bert4j.loss.SpanLoss;
import org.bert4j.tensor.Tensor;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Training a question answering model on labelled features.
///
/// @param features of all training questions
/// @param options  saved with the model, so that it predicts as it was trained
public record QaObjective(QaModel model, List<QaFeature> features, QaOptions options)
        implements Objective {
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
        List<QaFeature> batch = Arrays.stream(examples).mapToObj(features::get).toList();
        long[] starts = batch.stream().mapToLong(QaFeature::startPosition).toArray();
        long[] ends = batch.stream().mapToLong(QaFeature::endPosition).toArray();
        return SpanLoss.sum(
                model.forward(model.batch(batch), dropout),
                Tensor.of(starts, starts.length),
                Tensor.of(ends, ends.length));
    }

    @Override
    public void save(Path directory) {
        model.save(directory);
        options.save(directory);
    }
}
