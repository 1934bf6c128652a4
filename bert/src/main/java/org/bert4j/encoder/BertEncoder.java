package org.bert4j.encoder;

import org.bert4j.batch.Block;
import org.bert4j.batch.TokenBatch;
import org.bert4j.layer.Dropout;
import org.bert4j.layer.Parameters;
import org.bert4j.tensor.Checkpointing;
import org.bert4j.tensor.ElementType;
import org.bert4j.tensor.Precision;
import org.bert4j.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;

/// The encoder of BERT (Devlin et al. 2019): embeddings and a stack of transformer layers.
public final class BertEncoder {
    private static final String MODEL = "bert.";
    private static final String POOLER = MODEL + "pooler.";

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

    /// Whether a parameter belongs to embeddings or layers, and not to a head. The pooler belongs to the head: it is of use
    /// to nobody else, and many checkpoints have none.
    ///
    /// @param name published, with the prefix `bert.`
    public static boolean isPart(String name) {
        return name.startsWith(MODEL) && !name.startsWith(POOLER);
    }

    public BertConfig config() {
        return config;
    }

    public List<BertLayer> layers() {
        return List.copyOf(layers);
    }

    /// All layers, in the precision that is open.
    ///
    /// @return sequenceOutput `[rows, tokens, hidden]`, float32; what stands at padded tokens means nothing
    public Tensor forward(TokenBatch batch, Dropout dropout) {
        return batch.toRows(slots(batch, dropout));
    }

    /// The same without padding, as it is computed.
    ///
    /// @return `[slots, hidden]`, float32
    public Tensor slots(TokenBatch batch, Dropout dropout) {
        return upper(embeddings.forward(batch, dropout), batch, 0, dropout);
    }

    /// The same for some slots only: in the last layer, the others are computed no further than attention looks at them.
    ///
    /// @param chosen numbers of slots, at least one
    /// @return       `[chosen, hidden]`, float32
    public Tensor slots(TokenBatch batch, int[] chosen, Dropout dropout) {
        return upper(embeddings.forward(batch, dropout), batch, 0, chosen, dropout);
    }

    /// The embeddings and the first layers only, without dropout: for layers that are frozen.
    ///
    /// @param count number of layers, from 0
    /// @return      `[slots, hidden]`, float32
    public Tensor lower(TokenBatch batch, int count) {
        Tensor hidden = embeddings.forward(batch, Dropout.NONE);
        return through(0, count, hidden, batch, Dropout.NONE).as(ElementType.F32);
    }

    /// The layers that [#lower] left out.
    ///
    /// @param hidden what the layers below `first` made, `[slots, hidden]`
    public Tensor upper(Tensor hidden, TokenBatch batch, int first, Dropout dropout) {
        return through(first, layers.size(), hidden, batch, dropout).as(ElementType.F32);
    }

    /// The same for some slots only.
    ///
    /// @return `[chosen, hidden]`, float32
    public Tensor upper(Tensor hidden, TokenBatch batch, int first, int[] chosen, Dropout dropout) {
        if (first == layers.size()) {
            return hidden.rows(Tensor.of(chosen));
        }
        int last = layers.size() - 1;
        Tensor below = through(first, last, hidden, batch, dropout);
        return layers.get(last)
                .forward(below, batch.blocks(), Tensor.of(chosen), dropout)
                .as(ElementType.F32);
    }

    private Tensor through(int from, int to, Tensor input, TokenBatch batch, Dropout dropout) {
        Tensor hidden = input.as(Precision.current().type());
        for (BertLayer layer : layers.subList(from, to)) {
            hidden = through(layer, hidden, batch, dropout);
        }
        return hidden;
    }

    /// The way back begins at the last layer: keeping its result only would save nothing.
    private Tensor through(BertLayer layer, Tensor input, TokenBatch batch, Dropout dropout) {
        if (!Checkpointing.isOn() || layer == layers.getLast()) {
            return layer.forward(input, batch.blocks(), dropout);
        }
        batch.blocks().stream()
                .filter(Block::isMasked)
                .forEach(block -> block.mask(input.type())); // lives as long as the batch
        Dropout same = dropout.copy();
        return Checkpointing.part(
                () -> layer.forward(input, batch.blocks(), dropout),
                () -> layer.forward(input, batch.blocks(), same));
    }
}
