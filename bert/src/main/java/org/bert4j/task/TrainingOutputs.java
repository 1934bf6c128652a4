package org.bert4j.task;

import org.bert4j.batch.TokenBatch;
import org.bert4j.feature.TokenRow;
import org.bert4j.layer.Dropout;
import org.bert4j.tensor.Tensor;

import java.nio.file.Path;
import java.util.List;

/// What the encoder makes of the training examples: all of it at each step, or what is frozen once only.
final class TrainingOutputs implements AutoCloseable {
    private final Path cache;
    private final Bert bert;
    private final List<? extends List<? extends TokenRow>> examples;
    private final boolean firstTokenOnly;
    private FrozenOutputs frozen; // null: nothing is, or was asked for yet

    /// @param cache          directory for the outputs of frozen layers
    /// @param examples       the rows of each training example
    /// @param firstTokenOnly whether the head looks at `[CLS]` only
    TrainingOutputs(
            Path cache,
            Bert bert,
            List<? extends List<? extends TokenRow>> examples,
            boolean firstTokenOnly) {
        this.cache = cache;
        this.bert = bert;
        this.examples = examples;
        this.firstTokenOnly = firstTokenOnly;
    }

    /// @param chosen numbers of the examples
    /// @param batch  their rows
    /// @return       `[rows, tokens, hidden]`, or `[rows, 1, hidden]` if `[CLS]` is looked at only
    Tensor sequenceOutput(int[] chosen, TokenBatch batch, Dropout dropout) {
        if (bert.freeze().any()) {
            return frozen().sequenceOutput(chosen, batch, dropout);
        }
        return firstTokenOnly
                ? bert.firstTokenOutput(batch, dropout)
                : bert.sequenceOutput(batch, dropout);
    }

    /// Opened when it is first needed, for only then is it known in which precision.
    private FrozenOutputs frozen() {
        if (frozen == null) {
            frozen = new FrozenOutputs(cache, bert, examples, firstTokenOnly);
        }
        return frozen;
    }

    @Override
    public void close() {
        if (frozen != null) {
            frozen.close();
        }
    }
}
