package org.bert4j.tokenizer;

/// Splits a word into the longest pieces the vocabulary has, from the left (Wu et al. 2016).
///
/// A word with a place where no piece fits, or with more than `maxWordLength` code points, becomes
/// one unknown token.
final class WordPiece {
    private final TokenTrie trie;
    private final int unknownId;
    private final int maxWordLength;

    WordPiece(TokenTrie trie, int unknownId, int maxWordLength) {
        this.trie = trie;
        this.unknownId = unknownId;
        this.maxWordLength = maxWordLength;
    }

    /// Appends the pieces of the word at `[from, to)`.
    void split(Characters characters, int from, int to, Pieces out) {
        int piecesBefore = out.size;
        int root = TokenTrie.BEGIN;
        boolean known = to - from <= maxWordLength;
        for (int start = from; known && start < to; root = TokenTrie.CONTINUE) {
            int end = appendLongest(root, characters, start, to, out);
            known = end > start;
            start = end;
        }
        if (!known) {
            out.size = piecesBefore;
            out.append(unknownId, characters.starts[from], characters.ends[to - 1]);
        }
    }

    /// Appends the longest piece that begins at `start`.
    ///
    /// @return where it ends, or `start` if there is none
    private int appendLongest(int root, Characters characters, int start, int to, Pieces out) {
        int id = TokenTrie.NONE;
        int end = start;
        int node = trie.child(root, characters.codePoints[start]);
        for (int next = start + 1; node != TokenTrie.NONE; next++) {
            if (trie.tokenId(node) != TokenTrie.NONE) {
                id = trie.tokenId(node);
                end = next;
            }
            if (next == to) {
                break;
            }
            node = trie.child(node, characters.codePoints[next]);
        }
        if (end > start) {
            out.append(id, characters.starts[start], characters.ends[end - 1]);
        }
        return end;
    }
}
