package org.bert4j.encoder;

import java.util.Locale;

/// Published sizes of BERT (Devlin et al. 2019; Turc et al. 2019).
public enum BertSize {
    TINY(2, 128),
    MINI(4, 256),
    SMALL(4, 512),
    MEDIUM(8, 512),
    BASE(12, 768),
    LARGE(24, 1024);

    private static final int HEAD_SIZE = 64;

    private final int layers;
    private final int hiddenSize;

    BertSize(int layers, int hiddenSize) {
        this.layers = layers;
        this.hiddenSize = hiddenSize;
    }

    /// A configuration of this size, everything else as published.
    public BertConfig config(int vocabSize) {
        BertConfig base = BertConfig.BASE;
        return new BertConfig(
                vocabSize,
                hiddenSize,
                layers,
                hiddenSize / HEAD_SIZE,
                4 * hiddenSize,
                base.activation(),
                base.hiddenDropout(),
                base.attentionDropout(),
                base.maxPositions(),
                base.typeVocabSize(),
                base.initializerRange(),
                base.layerNormEpsilon(),
                base.others());
    }

    /// The name on the command line.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
