package org.bert4j.task;

import org.bert4j.batch.TokenBatch;
import org.bert4j.feature.TokenRow;
import org.bert4j.layer.Dropout;
import org.bert4j.tensor.Tensor;

import java.nio.file.Path;
import java.util.List;

/// What the encoder makes of the training examples: all of it at each step, or what is frozen once only.
final class TrainingOutputs implements AutoCloseable {
    private final Bert bert;
    private final boolean firstTokenOnly;
    private final FrozenOutputs frozen; // null: nothing is

    /// @param cache          file for the outputs of frozen layers; it is made and deleted
    /// @param examples       the rows of each training example
    /// @param firstTokenOnly whether the head looks at `[CLS]` only
    TrainingOutputs(
            Path cache,
            Bert bert,
            List<? extends List<? extends TokenRow>> examples,
            boolean firstTokenOnly) {
        this.bert = bert;
        this.firstTokenOnly = firstTokenOnly;
        frozen =
                bert.freeze().any()
                        ? new FrozenOutputs(cache, bert, examples, firstTokenOnly)
                        : null;
    }

    /// @param chosen numbers of the examples
    /// @param batch  their rows
    /// @return       `[rows, tokens, hidden]`, or `[rows, 1, hidden]` if `[CLS]` is looked at only
    Tensor sequenceOutput(int[] chosen, TokenBatch batch, Dropout dropout) {
        if (frozen != null) {
            return frozen.sequenceOutput(chosen, batch, dropout);
        }
        return firstTokenOnly
                ? bert.firstTokenOutput(batch, dropout)
                : bert.sequenceOutput(batch, dropout);
    }

    @Override
    public void close() {
        if (frozen != null) {
            frozen.close();
        }
    }
}
