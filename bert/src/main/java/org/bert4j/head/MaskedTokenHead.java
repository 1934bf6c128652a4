package org.bert4j.head;

import org.bert4j.encoder.BertConfig;
import org.bert4j.layer.Activation;
import org.bert4j.layer.LayerNorm;
import org.bert4j.layer.Linear;
import org.bert4j.layer.Parameters;
import org.bert4j.tensor.ElementType;
import org.bert4j.tensor.Precision;
import org.bert4j.tensor.Tensor;
import org.bert4j.tensor.Weight;

/// Which token stands at a masked place: a dense layer, and a product with the word embeddings, which are shared (Devlin
/// et al. 2019, section 3.1; google-research/bert, run_pretraining.py).
public final class MaskedTokenHead {
    private final Linear dense;
    private final Activation activation;
    private final LayerNorm norm;
    private final Weight words; // [vocabulary, hidden]
    private final Weight bias; // [vocabulary]

    /// @param parameters at the root, after the encoder: it draws `cls.predictions` and shares the word embeddings
    public MaskedTokenHead(Parameters parameters, BertConfig config) {
        int hidden = config.hiddenSize();
        Parameters place = parameters.at("cls.predictions");
        dense = new Linear(place.at("transform.dense"), hidden, hidden);
        activation = config.activation();
        norm = new LayerNorm(place.at("transform.LayerNorm"), hidden, config.layerNormEpsilon());
        words = Weight.of(parameters.shared("bert.embeddings.word_embeddings.weight"));
        bias = Weight.of(place.vector("bias", config.vocabSize(), 0));
    }

    /// In the precision that is open: with a large vocabulary, this product is a good part of a small model's work.
    ///
    /// @param hidden sequence output at the masked places, `[masked, hidden]`
    /// @return       logits `[masked, vocabulary]`, float32 or bfloat16
    public Tensor forward(Tensor hidden) {
        ElementType type = Precision.current().type();
        Tensor transformed = norm.forward(activation.apply(dense.forward(hidden.as(type))));
        return transformed.linear(words.as(type), bias.as(type));
    }
}
