package org.bert4j.bench;

import org.bert4j.encoder.BertConfig;

/// Multiplications and additions that an encoder cannot do without, counted over real tokens: padding is not work.
///
/// A layer holds `4 H^2 + 2 H I` weights (H hidden size, I intermediate size), and each does a multiplication and an
/// addition per token. Attention multiplies every token with every other of its row twice: `4 H S^2` for a row of S. The
/// way back costs twice the way forward. For I = 4 H and a row of S that is `L (72 H^2 S + 12 S^2 H)`. Left out are
/// embeddings, heads, normalisation and the optimizer: they are no matrix products, or small ones.
///
/// @param config sizes
record EncoderFlops(BertConfig config) {
    private static final int FORWARD_AND_BACKWARD = 3;

    /// Of a training step.
    ///
    /// @param rows   at least one
    /// @param tokens of all rows. Each is taken to be as long as the average, which counts a little less than there is:
    ///               the mean of squares is no smaller than the square of the mean
    /// @param read   those that the head looks at; the last layer's work on the others ends with their keys and values
    double training(long rows, long tokens, long read) {
        double hidden = config.hiddenSize();
        double behindAttention = hidden * hidden + 2 * hidden * config.intermediateSize();
        return FORWARD_AND_BACKWARD
                * (forward(rows, tokens) - 2 * behindAttention * (tokens - read));
    }

    /// Of a prediction, or of many, where all tokens are looked at.
    double forward(long rows, long tokens) {
        double hidden = config.hiddenSize();
        double weights = 4 * hidden * hidden + 2 * hidden * config.intermediateSize();
        double attention = 4 * hidden * tokens * tokens / rows;
        return config.layers() * (2 * weights * tokens + attention);
    }
}
