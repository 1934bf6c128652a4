package org.bert4j.task;

import org.bert4j.batch.TokenBatch;
import org.bert4j.tensor.Tensor;

import java.util.Locale;

/// How the vectors of a text's tokens become one (Reimers and Gurevych 2019, section 3).
public enum Pooling {
    /// The average over all tokens, `[CLS]` and `[SEP]` included, padding left out.
    MEAN,
    /// The vector at `[CLS]`.
    CLS;

    /// @param sequenceOutput `[rows, tokens, hidden]`
    /// @return               `[rows, hidden]`
    Tensor pool(Tensor sequenceOutput, TokenBatch batch) {
        return switch (this) {
            case CLS -> sequenceOutput.select(1, 0);
            case MEAN -> batch.meanWeights().matmul(sequenceOutput).select(1, 0);
        };
    }

    /// The name on the command line.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
