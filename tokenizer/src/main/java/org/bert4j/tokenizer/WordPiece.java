package org.bert4j.tokenizer;

/// Splits words into the longest pieces the vocabulary has, from the left (Wu et al. 2016), in time
/// linear in the text.
///
/// A word with a place where no piece fits, or with more than `maxWordLength` characters, becomes
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

    /// Appends the pieces of the symbols `[from, to)`; see [Symbols].
    ///
    /// @param shift added to the place of a symbol to make a place of a token
    void split(int[] symbols, int from, int to, int shift, TokenBuffer out) {
        for (int i = from; i < to; ) {
            int symbol = symbols[i];
            if (Symbols.isLetter(symbol)) {
                i = splitWord(symbols, i, to, shift, out);
                continue;
            }
            if (symbol != Symbols.BLANK) {
                out.append(Symbols.wordId(symbol), i + shift, i + 1 + shift);
            }
            i++;
        }
    }

    /// Appends the pieces of the word that begins at `from`.
    ///
    /// @return where the word ends
    private int splitWord(int[] symbols, int from, int to, int shift, TokenBuffer out) {
        long[] slots = trie.slots;
        int sizeBefore = out.size;
        int node = TokenTrie.BEGIN;
        long slot = slots[node];
        int i = from;
        for (int symbol; i < to && Symbols.isLetter(symbol = symbols[i]); i++) {
            int child = TokenTrie.low(slot) + symbol;
            while (TokenTrie.high(slot = slots[child]) != node) { // there is no such child
                node = fall(node, from + shift, sizeBefore, out);
                if (node == TokenTrie.NONE || i - from >= maxWordLength) {
                    return appendUnknown(symbols, from, to, shift, sizeBefore, out);
                }
                child = TokenTrie.low(slots[node]) + symbol;
            }
            node = child;
        }
        if (out.size == sizeBefore && trie.isPiece(node) && i - from <= maxWordLength) {
            out.append(trie.pieceId(node), from + shift, i + shift); // most words
            return i;
        }
        while (node != TokenTrie.CONTINUE) {
            node = fall(node, from + shift, sizeBefore, out);
            if (node == TokenTrie.NONE || i - from > maxWordLength) {
                return appendUnknown(symbols, from, to, shift, sizeBefore, out);
            }
        }
        return i;
    }

    /// Appends the pops of a node behind what has been appended since the size was `sizeBefore`.
    ///
    /// @return the node's link
    private int fall(int node, int wordStart, int sizeBefore, TokenBuffer out) {
        long failure = trie.failures[node];
        int link = TokenTrie.high(failure);
        if (link != TokenTrie.NONE) {
            int start = out.size == sizeBefore ? wordStart : out.ends[out.size - 1];
            int pops = TokenTrie.low(failure);
            if (pops >= 0) {
                out.append(pops, start, start + trie.lengths[pops]);
            } else {
                appendList(~pops, start, out);
            }
        }
        return link;
    }

    private void appendList(int place, int from, TokenBuffer out) {
        int start = from;
        for (int i = 1; i <= trie.popLists[place]; i++) {
            int id = trie.popLists[place + i];
            out.append(id, start, start + trie.lengths[id]);
            start += trie.lengths[id];
        }
    }

    /// One unknown token instead of what has been appended since the size was `sizeBefore`.
    private int appendUnknown(
            int[] symbols, int from, int to, int shift, int sizeBefore, TokenBuffer out) {
        int end = from;
        while (end < to && Symbols.isLetter(symbols[end])) {
            end++;
        }
        out.size = sizeBefore;
        out.append(unknownId, from + shift, end + shift);
        return end;
    }
}
