package org.bert4j.layer;

import org.bert4j.tensor.Tape;
import org.bert4j.tensor.Tensor;

import java.util.Optional;

/// The position-wise block of a layer: widen, activate, narrow again (Vaswani et al. 2017, section 3.3).
///
/// Its two halves carry the published names `intermediate` and `output`.
public final class FeedForward {
    private final Linear widen;
    private final Linear narrow;
    private final Activation activation;

    public FeedForward(
            Parameters parameters, int hiddenSize, int intermediateSize, Activation activation) {
        widen =
                Linear.quantizable(
                        parameters.at("intermediate.dense"), hiddenSize, intermediateSize);
        narrow = Linear.quantizable(parameters.at("output.dense"), intermediateSize, hiddenSize);
        this.activation = activation;
    }

    /// @param hidden `[slots, hidden]`
    /// @return       the same shape
    public Tensor forward(Tensor hidden) {
        return narrow.forward(widen.forward(hidden, activation));
    }

    /// The same, added to its input.
    public Tensor forwardPlus(Tensor hidden) {
        return narrow.forwardPlus(widen.forward(hidden, activation), hidden);
    }

    /// The same, with a way back on the tape.
    ///
    /// @param dropout what the sums are multiplied with before they are added
    public Tensor forwardPlus(Tensor hidden, Optional<Tensor> dropout, Tape tape) {
        Tensor wide = tape.activation(widen.forward(hidden, tape), activation.fused());
        return narrow.forwardPlus(wide, dropout, hidden, tape);
    }
}
