package org.bert4j.head;

import org.bert4j.layer.Linear;
import org.bert4j.layer.Parameters;
import org.bert4j.tensor.Tensor;

/// Extractive question answering: one dense layer gives every token a score for being the first and one for being the
/// last of the answer (Devlin et al. 2019, section 4.2). There is no dropout before it, as in published models.
public final class SpanHead {
    private final Linear outputs;

    /// Scores in float32, minus infinity at padded tokens, so that padding never changes a loss.
    ///
    /// @param start `[batch, tokens]`
    /// @param end   `[batch, tokens]`
    public record Logits(Tensor start, Tensor end) {}

    /// @param parameters at the place whose child is `qa_outputs`
    public SpanHead(Parameters parameters, int hiddenSize) {
        outputs = new Linear(parameters.at("qa_outputs"), hiddenSize, 2);
    }

    /// @param sequenceOutput `[batch, tokens, hidden]`
    /// @param mask           boolean `[batch, 1, 1, tokens]`, true at real tokens
    public Logits forward(Tensor sequenceOutput, Tensor mask) {
        Tensor logits = outputs.forward(sequenceOutput); // [batch, tokens, 2]
        Tensor padding = mask.reshape(logits.size(0), logits.size(1)).not();
        return new Logits(
                logits.select(2, 0).maskedFill(padding, Double.NEGATIVE_INFINITY),
                logits.select(2, 1).maskedFill(padding, Double.NEGATIVE_INFINITY));
    }
}
