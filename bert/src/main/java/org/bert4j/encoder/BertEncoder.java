package org.bert4j.encoder;

import org.bert4j.batch.TokenBatch;
import org.bert4j.layer.Dropout;
import org.bert4j.layer.Parameters;
import org.bert4j.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;

/// The encoder of BERT (Devlin et al. 2019): embeddings and a stack of transformer layers.
public final class BertEncoder {
    private final BertConfig config;
    private final BertEmbeddings embeddings;
    private final List<BertLayer> layers = new ArrayList<>();

    /// @param parameters at the place whose children are `embeddings` and `encoder`
    public BertEncoder(Parameters parameters, BertConfig config) {
        this.config = config;
        embeddings = new BertEmbeddings(parameters.at("embeddings"), config);
        for (int i = 0; i < config.layers(); i++) {
            layers.add(new BertLayer(parameters.at("encoder.layer." + i), config));
        }
    }

    public BertConfig config() {
        return config;
    }

    public List<BertLayer> layers() {
        return List.copyOf(layers);
    }

    /// All layers.
    ///
    /// @return sequenceOutput `[batch, tokens, hidden]`; what stands at padded tokens means nothing
    public Tensor forward(TokenBatch batch, Dropout dropout) {
        return upper(embeddings.forward(batch, dropout), batch.attentionMask(), 0, dropout);
    }

    /// The embeddings and the first layers only, without dropout: for layers that are frozen.
    ///
    /// @param count number of layers, from 0
    /// @return      hidden states `[batch, tokens, hidden]`
    public Tensor lower(TokenBatch batch, int count) {
        Tensor hidden = embeddings.forward(batch, Dropout.NONE);
        return through(layers.subList(0, count), hidden, batch.attentionMask(), Dropout.NONE);
    }

    /// The layers that [#lower] left out.
    ///
    /// @param hidden what the layers below `first` made, `[batch, tokens, hidden]`
    /// @param mask   boolean `[batch, 1, 1, tokens]`, true at real tokens
    public Tensor upper(Tensor hidden, Tensor mask, int first, Dropout dropout) {
        return through(layers.subList(first, layers.size()), hidden, mask, dropout);
    }

    private static Tensor through(
            List<BertLayer> layers, Tensor input, Tensor mask, Dropout dropout) {
        Tensor hidden = input;
        for (BertLayer layer : layers) {
            hidden = layer.forward(hidden, mask, dropout);
        }
        return hidden;
    }
}
