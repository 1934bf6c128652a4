package org.bert4j.tokenizer;

import java.util.Arrays;

/// The vocabulary as two trees of code points: one for pieces that begin a word, one for pieces
/// that continue it (`##ing`).
///
/// The edges of both lie in one open hash table, keyed by node and code point.
final class TokenTrie {
    static final String CONTINUATION_PREFIX = "##";

    /// The roots.
    static final int BEGIN = 0;

    static final int CONTINUE = 1;

    /// No such node, or no token ends here.
    static final int NONE = -1;

    private static final int CODE_POINT_BITS = 21;

    private long[] edges = new long[1 << 10]; // node and code point, plus one; 0 is a free slot
    private int[] targets = new int[edges.length];
    private int shift = Long.SIZE - 10;
    private int[] tokenIds = {NONE, NONE};
    private int nodes = 2;

    /// @param tokens those from 0 to `size - 1` can be pieces of words; of equal ones the last wins
    TokenTrie(Vocabulary tokens, int size) {
        for (int id = 0; id < size; id++) {
            add(tokens.token(id), id);
        }
    }

    private void add(String token, int id) {
        boolean continues = token.startsWith(CONTINUATION_PREFIX);
        int node = continues ? CONTINUE : BEGIN;
        int from = continues ? CONTINUATION_PREFIX.length() : 0;
        if (from == token.length()) {
            return;
        }
        for (int i = from, codePoint; i < token.length(); i += Character.charCount(codePoint)) {
            codePoint = token.codePointAt(i);
            int child = child(node, codePoint);
            node = child == NONE ? addChild(node, codePoint) : child;
        }
        tokenIds[node] = id;
    }

    /// The node reached from `node` by `codePoint`, or [#NONE].
    int child(int node, int codePoint) {
        long edge = edge(node, codePoint);
        int mask = edges.length - 1;
        for (int slot = slot(edge); edges[slot] != 0; slot = slot + 1 & mask) {
            if (edges[slot] == edge) {
                return targets[slot];
            }
        }
        return NONE;
    }

    /// The id of the token that ends at `node`, or [#NONE].
    int tokenId(int node) {
        return tokenIds[node];
    }

    private int addChild(int node, int codePoint) {
        if (2 * nodes > edges.length) {
            growEdges();
        }
        if (nodes == tokenIds.length) {
            tokenIds = Arrays.copyOf(tokenIds, 2 * nodes);
        }
        put(edge(node, codePoint), nodes);
        tokenIds[nodes] = NONE;
        return nodes++;
    }

    private void put(long edge, int target) {
        int mask = edges.length - 1;
        int slot = slot(edge);
        while (edges[slot] != 0) {
            slot = slot + 1 & mask;
        }
        edges[slot] = edge;
        targets[slot] = target;
    }

    private void growEdges() {
        long[] oldEdges = edges;
        int[] oldTargets = targets;
        edges = new long[2 * oldEdges.length];
        targets = new int[edges.length];
        shift--;
        for (int slot = 0; slot < oldEdges.length; slot++) {
            if (oldEdges[slot] != 0) {
                put(oldEdges[slot], oldTargets[slot]);
            }
        }
    }

    private static long edge(int node, int codePoint) {
        return ((long) node << CODE_POINT_BITS | codePoint) + 1;
    }

    /// Multiplicative hashing: the high bits of a product with 2^64 divided by the golden ratio.
    private int slot(long edge) {
        return (int) (edge * 0x9E3779B97F4A7C15L >>> shift);
    }
}
