package org.bert4j.task;

import org.bert4j.layer.Dropout;
import org.bert4j.tensor.Tensor;

import java.util.List;

/// A model whose answer to each item is a distribution over the same labels.
///
/// @param <E> examples
interface LabelDistribution<E> {
    /// @return `[items, labels]`
    Tensor logits(Encoded<E> encoded, Dropout dropout);

    /// The loss, summed over the items.
    ///
    /// @param logits `[items, labels]`
    Tensor loss(Tensor logits, List<Item<E>> items);
}
