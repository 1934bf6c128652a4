package org.bert4j.head;

import org.bert4j.encoder.BertConfig;
import org.bert4j.encoder.Pooler;
import org.bert4j.layer.Linear;
import org.bert4j.layer.Parameters;
import org.bert4j.tensor.Tensor;

/// How the two parts of a sequence belong together: next sentence (Devlin et al. 2019, section 3.1) or sentence order
/// (Lan et al. 2020), a dense layer on the pooled `[CLS]`.
public final class SentencePairHead {
    private final Pooler pooler;
    private final Linear dense;

    /// @param parameters at the root: it draws `bert.pooler` and `cls.seq_relationship`
    public SentencePairHead(Parameters parameters, BertConfig config) {
        pooler = new Pooler(parameters.at("bert.pooler"), config);
        dense = new Linear(parameters.at("cls.seq_relationship"), config.hiddenSize(), 2);
    }

    /// @param firstTokens sequence output at `[CLS]`, `[rows, 1, hidden]`, float32
    /// @return            logits `[rows, 2]`: label 0, the second part follows the first; label 1, it does not
    public Tensor forward(Tensor firstTokens) {
        return dense.forward(pooler.forward(firstTokens));
    }
}
