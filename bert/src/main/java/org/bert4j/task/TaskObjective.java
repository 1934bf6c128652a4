package org.bert4j.task;

import org.bert4j.batch.TokenBatch;
import org.bert4j.feature.TokenRow;
import org.bert4j.layer.Dropout;
import org.bert4j.tensor.Tensor;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Training the model of a task on items.
public final class TaskObjective<E> implements Objective {
    private final TaskModel<E, ?> model;
    private final List<Item<E>> items;
    private final double[] weights;
    private final TrainingOutputs outputs;

    /// @param items of all training examples
    /// @param cache directory for the outputs of frozen layers
    public TaskObjective(TaskModel<E, ?> model, List<Item<E>> items, Path cache) {
        this.model = model;
        this.items = items;
        weights = items.stream().mapToDouble(model::weight).toArray();
        outputs =
                new TrainingOutputs(
                        cache,
                        model.bert(),
                        items.stream().map(Item::rows).toList(),
                        model.readsFirstTokenOnly());
    }

    @Override
    public int size() {
        return items.size();
    }

    @Override
    public int tokens(int example) {
        return items.get(example).tokens();
    }

    @Override
    public int[] rowLengths(int example) {
        return items.get(example).rows().stream().mapToInt(TokenRow::length).toArray();
    }

    @Override
    public double weight(int example) {
        return weights[example];
    }

    @Override
    public boolean needsWholeBatches() {
        return model.needsWholeBatches();
    }

    @Override
    public Tensor loss(int[] examples, Dropout dropout) {
        List<Item<E>> chosen = Arrays.stream(examples).mapToObj(items::get).toList();
        TokenBatch batch = model.bert().batch(Encoded.rows(chosen));
        Tensor sequenceOutput = outputs.sequenceOutput(examples, batch, dropout);
        return model.loss(new Encoded<>(chosen, sequenceOutput, batch), dropout);
    }

    @Override
    public void save(Path directory) {
        model.save(directory);
    }

    @Override
    public void close() {
        outputs.close();
    }
}
