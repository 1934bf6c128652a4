package org.bert4j.tokenizer;

import java.util.Arrays;

/// The pieces of a vocabulary as two trees with lists of children, from which [TrieLayout] makes
/// the trie: one of pieces that begin a word, one of pieces that continue it.
///
/// Nodes are numbered in the order of their making, from the two roots on; 0 is no node.
final class PieceTree {
    /// For code points their codes, in the order of their first occurrence: in published
    /// vocabularies the common ones come first, so their codes are close together.
    final CodePointTable codes = new CodePointTable();

    /// All codes are smaller.
    int endOfCodes;

    int nodeCount = TokenTrie.CONTINUE + 1;
    int[] code;
    int[] firstChild;
    int[] nextSibling;

    /// The id of the piece that ends at a node, plus one; 0 where none ends.
    int[] piece;

    /// The children of the roots by their codes: they may be thousands.
    private final int[][] rootChildren = new int[TokenTrie.CONTINUE + 1][256];

    /// @param capacity how many nodes are expected
    PieceTree(int firstCode, int capacity) {
        endOfCodes = firstCode;
        code = new int[capacity];
        firstChild = new int[capacity];
        nextSibling = new int[capacity];
        piece = new int[capacity];
    }

    /// Adds `token` from the unit `from` on; of equal pieces the last wins.
    void add(int root, String token, int from, int id) {
        int node = root;
        for (int i = from, codePoint; i < token.length(); i += Character.charCount(codePoint)) {
            codePoint = token.codePointAt(i);
            node = childOrNew(node, codeOrNew(codePoint));
        }
        piece[node] = id + 1;
    }

    private int codeOrNew(int codePoint) {
        int known = codes.get(codePoint);
        if (known != 0) {
            return known;
        }
        codes.set(codePoint, endOfCodes);
        return endOfCodes++;
    }

    private int childOrNew(int node, int wanted) {
        if (node <= TokenTrie.CONTINUE) {
            return rootChildOrNew(node, wanted);
        }
        for (int child = firstChild[node]; child != 0; child = nextSibling[child]) {
            if (code[child] == wanted) {
                return child;
            }
        }
        return newChild(node, wanted);
    }

    private int rootChildOrNew(int root, int wanted) {
        if (wanted >= rootChildren[root].length) {
            rootChildren[root] = Arrays.copyOf(rootChildren[root], 2 * wanted);
        }
        if (rootChildren[root][wanted] == 0) {
            rootChildren[root][wanted] = newChild(root, wanted);
        }
        return rootChildren[root][wanted];
    }

    private int newChild(int parent, int itsCode) {
        if (nodeCount == code.length) {
            grow();
        }
        code[nodeCount] = itsCode;
        nextSibling[nodeCount] = firstChild[parent];
        firstChild[parent] = nodeCount;
        return nodeCount++;
    }

    private void grow() {
        int capacity = nodeCount + nodeCount / 4 + 64;
        code = Arrays.copyOf(code, capacity);
        firstChild = Arrays.copyOf(firstChild, capacity);
        nextSibling = Arrays.copyOf(nextSibling, capacity);
        piece = Arrays.copyOf(piece, capacity);
    }
}
