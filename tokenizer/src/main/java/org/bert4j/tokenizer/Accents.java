package org.bert4j.tokenizer;

/// What happens to accents: `strip_accents` of a Hugging Face tokenizer (null, true or false).
public enum Accents {
    /// Removed if the text is lower-cased, kept otherwise: BERT's own rule.
    AS_CASE,
    REMOVE,
    KEEP
}
