package org.bert4j.task;

import org.bert4j.checkpoint.LoadReport;
import org.bert4j.feature.TokenRow;
import org.bert4j.layer.Dropout;
import org.bert4j.tensor.Tensor;
import org.bert4j.tokenizer.BadInputException;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// BERT with the head of one task: how an example becomes rows, what its loss is, and how an answer is read off.
///
/// @param <E> examples
/// @param <A> answers
public interface TaskModel<E, A> extends AutoCloseable {
    Bert bert();

    /// What the checkpoint had for this model.
    default LoadReport report() {
        return bert().report();
    }

    /// The rows of an example, whether its truth is known or not.
    List<? extends TokenRow> rows(E example);

    /// Sees to it that an example can be trained on and scored.
    ///
    /// @throws BadInputException naming its place if its truth is missing or not one this model knows
    void requireTruth(E example);

    /// Sees to it that examples can be evaluated on, and that the figures say something.
    ///
    /// @throws BadInputException if a truth is missing or unknown, or all are the same
    default void requireTelling(Iterator<E> development) {
        development.forEachRemaining(this::requireTruth);
    }

    /// What an item counts in the mean loss of a batch: 1 for most, the number of words for tags.
    default double weight(Item<E> item) {
        return 1;
    }

    /// The loss, summed over the items (each as [#weight] counts it), as a scalar with gradients.
    Tensor loss(Encoded<E> encoded, Dropout dropout);

    /// The answers in the order of the items. Called without gradients.
    List<A> answers(Encoded<E> encoded);

    /// A new, empty score.
    Scorer<E, A> scorer();

    /// A score for the data that decide between checkpoints: it may also settle what is left to settle on such data, for
    /// example thresholds.
    default Scorer<E, A> developmentScorer() {
        return scorer();
    }

    /// Takes judged answers to fit what makes the probabilities of this model believable; empty if there is nothing to
    /// fit.
    default Optional<Calibrator<E, A>> calibrator() {
        return Optional.empty();
    }

    /// True if the examples of a batch are part of each other's loss, so that a batch cannot be computed in pieces.
    default boolean needsWholeBatches() {
        return false;
    }

    /// True if the head looks at `[CLS]` only, so that nothing else need be kept of a frozen encoder's output.
    default boolean readsFirstTokenOnly() {
        return false;
    }

    /// Fills an empty directory from which [Task#load] builds the same model, and which transformers opens.
    void save(Path directory);

    /// Gives the parameters' memory back.
    @Override
    default void close() {
        bert().close();
    }
}
