package org.bert4j.loss;

import org.bert4j.tensor.Tensor;

/// Cross entropy of the tag of each word: the loss of token classification without a CRF.
///
/// It is a sum over words. Divided by the number of words in the batch it is the loss of
/// `BertForTokenClassification`; divided by the number of sentences, a long sentence counts more than a short one.
public final class TokenLoss {
    private TokenLoss() {}

    /// @param logits `[words, tags]`, of the words of all sentences, without padding
    /// @param tags   int64 `[words]`
    /// @return       the sum over all words
    public static Tensor sum(Tensor logits, Tensor tags) {
        return CrossEntropy.sum(logits, tags);
    }
}
