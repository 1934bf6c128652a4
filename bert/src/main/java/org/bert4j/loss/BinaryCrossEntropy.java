package org.bert4j.loss;

import org.bert4j.tensor.Tensor;

/// Cross entropy of independent yes-or-no questions: the loss of multi-label classification, where a text may have
/// several labels or none. As torch's `BCEWithLogitsLoss`, which `BertForSequenceClassification` uses.
public final class BinaryCrossEntropy {
    private BinaryCrossEntropy() {}

    /// @param logits  `[n, labels]`, before the sigmoid
    /// @param targets `[n, labels]`, float, 1 where an example has the label, else 0
    /// @return        the mean over the labels of an example, summed over the n examples
    /// @throws org.bert4j.tensor.TensorException if the shapes differ
    public static Tensor sum(Tensor logits, Tensor targets) {
        Shapes.requireSame("BinaryCrossEntropy", logits, targets);
        // -t log sigmoid(x) - (1 - t) log(1 - sigmoid(x)), without the overflow
        Tensor losses = logits.softplus().minus(logits.times(targets));
        return losses.sum().times(1.0 / logits.size(1));
    }
}
