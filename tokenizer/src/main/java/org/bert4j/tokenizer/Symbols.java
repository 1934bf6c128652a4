package org.bert4j.tokenizer;

/// Characters as [WordPiece] reads them, a number each: a blank, a word of its own with its id, or
/// a letter with the code under which [TokenTrie] knows it.
final class Symbols {
    /// Parts words.
    static final int BLANK = 1;

    /// A letter that is in no piece.
    private static final int FOREIGN = 2;

    /// From here on: letters.
    static final int FIRST_CODE = 3;

    private final TokenTrie trie;
    private final int unknownId;

    Symbols(TokenTrie trie, int unknownId) {
        this.trie = trie;
        this.unknownId = unknownId;
    }

    static boolean isLetter(int symbol) {
        return symbol >= FOREIGN;
    }

    /// The id of a symbol that is neither blank nor letter.
    static int wordId(int symbol) {
        return ~symbol;
    }

    /// The symbol of a character that is a word of its own.
    int word(int codePoint) {
        int code = trie.code(codePoint);
        return ~(code == 0 ? unknownId : trie.wordId(code, unknownId));
    }

    /// The symbol of a character that is part of a word.
    int letter(int codePoint) {
        int code = trie.code(codePoint);
        return code == 0 ? FOREIGN : code;
    }
}
