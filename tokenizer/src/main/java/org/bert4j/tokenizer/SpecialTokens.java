package org.bert4j.tokenizer;

import java.util.List;

/// The five tokens with a meaning of their own.
public record SpecialTokens(String pad, String unk, String cls, String sep, String mask) {
    /// As in every checkpoint published by Google.
    public static final SpecialTokens STANDARD =
            new SpecialTokens("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");

    List<String> all() {
        return List.of(pad, unk, cls, sep, mask);
    }
}
