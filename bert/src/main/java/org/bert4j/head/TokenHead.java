package org.bert4j.head;

import org.bert4j.layer.Dropout;
import org.bert4j.layer.Linear;
import org.bert4j.layer.Parameters;
import org.bert4j.tensor.Tensor;

/// Token classification: dropout and one dense layer score every tag for every token (Devlin et al. 2019, section 5.3).
/// There is no pooler, as in `BertForTokenClassification`.
public final class TokenHead {
    private final Linear classifier;
    private final double dropoutProbability;

    /// @param parameters at the place whose child is `classifier`
    public TokenHead(Parameters parameters, int hiddenSize, int tags, double dropoutProbability) {
        classifier = new Linear(parameters.at("classifier"), hiddenSize, tags);
        this.dropoutProbability = dropoutProbability;
    }

    /// Logits in float32, those of padded and of special tokens included: whoever reads them takes the words' rows.
    ///
    /// @param sequenceOutput `[batch, tokens, hidden]`
    /// @return               `[batch, tokens, tags]`
    public Tensor forward(Tensor sequenceOutput, Dropout dropout) {
        return classifier.forward(dropout.apply(sequenceOutput, dropoutProbability));
    }
}
