package org.bert4j.encoder;

import org.bert4j.layer.Linear;
import org.bert4j.layer.Parameters;
import org.bert4j.tensor.Tensor;

/// One vector per sequence: the output at `[CLS]` through a dense layer and tanh.
public final class Pooler {
    private final Linear dense;

    public Pooler(Parameters parameters, BertConfig config) {
        dense = new Linear(parameters.at("dense"), config.hiddenSize(), config.hiddenSize());
    }

    /// @param sequenceOutput `[batch, tokens, hidden]`
    /// @return               pooledOutput `[batch, hidden]`
    public Tensor forward(Tensor sequenceOutput) {
        return dense.forward(sequenceOutput.select(1, 0)).tanh();
    }
}
