package org.bert4j.corpus;

/// What is kept of the shingles of a document: which documents it may resemble, and how much it does.
final class ShingleSummary {
    private final MinHash minHash = new MinHash();
    private final LeastHashes least = new LeastHashes();
    private boolean isEmpty = true;

    /// Adds a shingle by its hash.
    void add(long shingle) {
        isEmpty = false;
        minHash.add(shingle);
        least.add(shingle);
    }

    /// Adds what another part of the document has.
    void add(ShingleSummary other) {
        isEmpty &= other.isEmpty;
        minHash.add(other.minHash);
        least.add(other.least);
    }

    boolean isEmpty() {
        return isEmpty;
    }

    MinHash minHash() {
        return minHash;
    }

    LeastHashes least() {
        return least;
    }
}
