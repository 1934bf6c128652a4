package org.bert4j.layer;

import org.bert4j.tensor.Tensor;

/// Multi-head scaled dot-product attention of a sequence to itself (Vaswani et al. 2017, section 3.2).
public final class SelfAttention {
    private final Linear query;
    private final Linear key;
    private final Linear value;
    private final int heads;
    private final int headSize;
    private final double dropoutProbability;

    /// @param heads               divides `hiddenSize`
    /// @param dropoutProbability for the attention probabilities
    public SelfAttention(
            Parameters parameters, int hiddenSize, int heads, double dropoutProbability) {
        query = new Linear(parameters.at("query"), hiddenSize, hiddenSize);
        key = new Linear(parameters.at("key"), hiddenSize, hiddenSize);
        value = new Linear(parameters.at("value"), hiddenSize, hiddenSize);
        this.heads = heads;
        this.headSize = hiddenSize / heads;
        this.dropoutProbability = dropoutProbability;
    }

    /// @param hidden `[batch, tokens, hidden]`
    /// @param mask   boolean `[batch, 1, 1, tokens]`, true where a token may be attended to
    /// @return       `[batch, tokens, hidden]`
    public Tensor forward(Tensor hidden, Tensor mask, Dropout dropout) {
        Tensor q = splitHeads(query.forward(hidden));
        Tensor k = splitHeads(key.forward(hidden));
        Tensor v = splitHeads(value.forward(hidden));
        Tensor context =
                switch (dropout) {
                    case Dropout.None _ -> Tensor.attention(q, k, v, mask);
                    case Dropout.Seeded _ -> withDropout(q, k, v, mask, dropout);
                };
        return mergeHeads(context);
    }

    /// Step by step, since the fused kernel cannot draw its dropout from our generator.
    private Tensor withDropout(Tensor q, Tensor k, Tensor v, Tensor mask, Dropout dropout) {
        Tensor scaled = q.times(1 / Math.sqrt(headSize));
        Tensor scores = scaled.matmul(k.transpose(-2, -1)); // [batch, heads, tokens, tokens]
        Tensor masked = scores.maskedFill(mask.not(), Double.NEGATIVE_INFINITY);
        Tensor probabilities = masked.softmax(-1);
        return dropout.apply(probabilities, dropoutProbability).matmul(v);
    }

    private Tensor splitHeads(Tensor hidden) {
        return hidden.reshape(hidden.size(0), hidden.size(1), heads, headSize)
                .transpose(1, 2); // [batch, heads, tokens, headSize]
    }

    private Tensor mergeHeads(Tensor context) {
        return context.transpose(1, 2)
                .reshape(
                        context.size(0),
                        context.size(2),
                        (long) heads * headSize); // [batch, tokens, hidden]
    }
}
