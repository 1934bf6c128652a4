package org.bert4j.corpus;

/// The tokens of a [DocumentPart].
///
/// @param document     its number in the text
/// @param tokens       as they lie in a file, in the [TokenForm] of the corpus
/// @param sentenceEnds behind the last token of each sentence, ascending
/// @param unknown      how many of the tokens are the unknown one
record EncodedPart(int document, byte[] tokens, int[] sentenceEnds, int unknown) {
    /// How many tokens there are.
    int size() {
        return sentenceEnds.length == 0 ? 0 : sentenceEnds[sentenceEnds.length - 1];
    }
}
