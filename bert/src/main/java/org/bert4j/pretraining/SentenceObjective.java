package org.bert4j.pretraining;

/// What is asked of a row beside its masked tokens.
public enum SentenceObjective {
    /// Nothing.
    NONE("mlm"),

    /// Whether the second part follows the first or comes from elsewhere (Devlin et al. 2019, section 3.1).
    NEXT_SENTENCE("mlm+nsp"),

    /// Whether two parts that follow each other are swapped (Lan et al. 2020, section 3.1).
    SENTENCE_ORDER("mlm+sop");

    private final String name;

    SentenceObjective(String name) {
        this.name = name;
    }

    /// As options have it, together with the masked tokens: `mlm+nsp`.
    @Override
    public String toString() {
        return name;
    }
}
