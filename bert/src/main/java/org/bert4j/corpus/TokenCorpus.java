package org.bert4j.corpus;

/// Documents as token ids, sentence by sentence, without special tokens. Safe to read from many threads.
public interface TokenCorpus {
    /// Number of documents.
    int documents();

    /// Sentences of a document, at least one.
    int sentences(int document);

    /// Token ids of a sentence, at least one.
    int[] ids(int document, int sentence);

    /// For each token of a sentence, whether it goes on with the word of the token before: word pieces behind the first,
    /// and Chinese characters inside a word where the corpus was segmented.
    boolean[] continues(int document, int sentence);

    /// Tokens of all documents together.
    long tokens();

    /// Changes with text, tokenizer and options: hexadecimal.
    String hash();
}
