package org.bert4j.task;

import org.bert4j.batch.TokenBatch;
import org.bert4j.feature.TokenRow;
import org.bert4j.layer.Dropout;
import org.bert4j.tensor.Tensor;
import org.bert4j.tokenizer.BadInputException;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Training the model of a task on items.
public final class TaskObjective<E> implements Objective {
    private final TaskModel<E, ?> model;
    private final List<Item<E>> items;
    private final double[] weights;
    private final TrainingOutputs outputs;
    private final Optional<TwicePassed<E>> twice;

    /// @param items of all training examples
    /// @param cache directory for the outputs of frozen layers
    public TaskObjective(TaskModel<E, ?> model, List<Item<E>> items, Path cache) {
        this(model, items, cache, 0);
    }

    /// @param items of all training examples
    /// @param cache directory for the outputs of frozen layers
    /// @param rDrop how strongly two passes of an example are drawn together; 0: there is one
    /// @throws BadInputException if there is to be a second pass, and the model's answers are no distributions
    public TaskObjective(TaskModel<E, ?> model, List<Item<E>> items, Path cache, double rDrop) {
        this.model = model;
        this.items = items;
        twice = rDrop == 0 ? Optional.empty() : Optional.of(twice(model, rDrop));
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
        Supplier<Encoded<E>> pass =
                () ->
                        new Encoded<>(
                                chosen, outputs.sequenceOutput(examples, batch, dropout), batch);
        return twice.map(passes -> passes.loss(pass, dropout))
                .orElseGet(() -> model.loss(pass.get(), dropout));
    }

    @SuppressWarnings("unchecked") // a model is one for its own examples
    private static <E> TwicePassed<E> twice(TaskModel<E, ?> model, double strength) {
        if (model instanceof LabelDistribution<?> distribution) {
            return new TwicePassed<>((LabelDistribution<E>) distribution, strength);
        }
        throw noDistributions();
    }

    /// Why there can be no second pass.
    public static BadInputException noDistributions() {
        return new BadInputException(
                "R-Drop compares distributions over labels, which only classify, nli and pairs"
                        + " have; leave out --r-drop.");
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
