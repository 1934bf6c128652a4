package org.bert4j.dataset;

import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.Vocabulary;

/// Vocabulary and options of a tokenizer as a hash: equal hashes, equal tokens.
public final class TokenizerHash {
    private TokenizerHash() {}

    /// SHA-256 in hexadecimal digits.
    public static String of(BertTokenizer tokenizer) {
        Vocabulary vocabulary = tokenizer.vocabulary();
        return Sha256.of(
                tokenizer.options()
                        + " "
                        + vocabulary.modelSize()
                        + " "
                        + String.join("\n", vocabulary.tokens()));
    }
}
