package org.bert4j.pretraining;

/// Tokens of a corpus that stand one after the other, from sentence to sentence; in packed rows on into the next
/// documents, where `[SEP]` between two of them counts as a token.
///
/// @param document of its first token
/// @param sentence from which tokens are counted
/// @param skip     how many are left out there; they may reach into the sentences after it
/// @param length   tokens
record Span(int document, int sentence, int skip, int length) {
    static final Span NONE = new Span(0, 0, 0, 0);

    Span withoutFirst() {
        return new Span(document, sentence, skip + 1, length - 1);
    }

    Span withoutLast() {
        return new Span(document, sentence, skip, length - 1);
    }
}
