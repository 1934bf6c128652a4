package org.bert4j.pretraining;

import org.bert4j.tokenizer.BertTokenizer;

/// What pre-training must know of a vocabulary.
///
/// @param cls            id of `[CLS]`
/// @param sep            id of `[SEP]`
/// @param mask           id of `[MASK]`
/// @param vocabularySize number of ids
public record SpecialIds(int cls, int sep, int mask, int vocabularySize) {
    public static SpecialIds of(BertTokenizer tokenizer) {
        return new SpecialIds(
                tokenizer.clsId(),
                tokenizer.sepId(),
                tokenizer.maskId(),
                tokenizer.vocabulary().size());
    }

    /// Whether it stands between texts: never predicted.
    boolean separates(int id) {
        return id == cls || id == sep;
    }
}
