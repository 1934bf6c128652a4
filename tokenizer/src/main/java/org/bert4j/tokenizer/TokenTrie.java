package org.bert4j.tokenizer;

/// The vocabulary as an automaton that finds the longest pieces of a word in one pass and never
/// goes back: a trie with failure links and failure pops ("Fast WordPiece Tokenization", Song et
/// al. 2021, section 3).
///
/// There are two roots: at [#BEGIN] a word begins, at [#CONTINUE] it goes on behind a piece. Where
/// a node has no child for the next character, its *pops* are the pieces that are certain by then,
/// and its *link* is the node for the characters behind these pieces. A node without a link cannot
/// be cut into pieces: the word is unknown.
///
/// A node is a slot of a double array (Aoe 1989): its child for code `c` is the slot `base + c` if
/// the owner of that slot is the node. [TrieLayout] makes the arrays; they are open to the package,
/// for [WordPiece] walks through them for every character.
final class TokenTrie {
    static final String CONTINUATION_PREFIX = "##";

    /// No node; also the owner of a free slot.
    static final int NONE = 0;

    /// The roots.
    static final int BEGIN = 1;

    static final int CONTINUE = 2;

    /// For each slot its owner, and for each node its base, see [#high] and [#low].
    final long[] slots;

    /// For each node its link and its pops: the id of a piece, or, if negative, the complement of a
    /// place in `popLists`.
    final long[] failures;

    /// Lists of ids, each behind its length.
    final int[] popLists;

    /// For each id of a piece its length in code points, without `##`.
    final int[] lengths;

    private final CodePointTable codes;

    private TokenTrie(TrieLayout layout, int[] lengths, CodePointTable codes) {
        this.slots = layout.slots();
        this.failures = layout.failures();
        this.popLists = layout.popLists();
        this.lengths = lengths;
        this.codes = codes;
    }

    /// @param firstCode codes of code points begin here; smaller ones lead nowhere
    /// @param maxLength in code points; longer pieces never occur
    static TokenTrie of(Vocabulary vocabulary, int firstCode, int maxLength) {
        int[] lengths = new int[vocabulary.modelSize()];
        PieceTree tree = new PieceTree(firstCode, 9 * lengths.length / 4 + 64);
        for (int id = 0; id < lengths.length; id++) {
            String token = vocabulary.token(id);
            boolean continues = token.startsWith(CONTINUATION_PREFIX);
            int from = continues ? CONTINUATION_PREFIX.length() : 0;
            lengths[id] = token.codePointCount(from, token.length());
            if (lengths[id] > 0 && lengths[id] <= maxLength) {
                tree.add(continues ? CONTINUE : BEGIN, token, from, id);
            }
        }
        return new TokenTrie(new TrieLayout(tree), lengths, tree.codes);
    }

    /// The code of a code point, or 0 if no piece has it.
    int code(int codePoint) {
        return codes.get(codePoint);
    }

    /// The id of the word that is the one character with this code, or `otherwise`.
    int wordId(int code, int otherwise) {
        int node = low(slots[BEGIN]) + code;
        return high(slots[node]) == BEGIN && isPiece(node) ? pieceId(node) : otherwise;
    }

    /// Is what leads to this node a piece itself? Then it is the node's only pop.
    boolean isPiece(int node) {
        return high(failures[node]) == CONTINUE;
    }

    /// The id of a node that is a piece.
    int pieceId(int node) {
        return low(failures[node]);
    }

    static long pair(int high, int low) {
        return (long) high << Integer.SIZE | Integer.toUnsignedLong(low);
    }

    /// An owner or a link.
    static int high(long pair) {
        return (int) (pair >>> Integer.SIZE);
    }

    /// A base or pops.
    static int low(long pair) {
        return (int) pair;
    }
}
