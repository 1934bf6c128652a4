package org.bert4j.loss;

import org.bert4j.head.SpanHead;
import org.bert4j.tensor.Tensor;

/// Cross entropy of the first and of the last token of an answer, averaged over the two (Devlin et al. 2019, section
/// 4.2; google-research/bert, run_squad.py).
public final class SpanLoss {
    private SpanLoss() {}

    /// @param starts `[batch]`, index of the first token of each answer, 0 (`[CLS]`) where the window holds none
    /// @param ends   `[batch]`, index of the last token
    /// @return       the sum over the batch
    public static Tensor sum(SpanHead.Logits logits, Tensor starts, Tensor ends) {
        Tensor start = logits.start().logSoftmax(-1).pick(starts).sum();
        Tensor end = logits.end().logSoftmax(-1).pick(ends).sum();
        return start.plus(end).times(-0.5);
    }
}
