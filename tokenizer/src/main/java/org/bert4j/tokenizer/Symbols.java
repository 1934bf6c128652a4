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

    private final CharacterTable table;
    private final TokenTrie trie;
    private final int unknownId;

    Symbols(CharacterTable table, TokenTrie trie, int unknownId) {
        this.table = table;
        this.trie = trie;
        this.unknownId = unknownId;
    }

    static boolean isLetter(int symbol) {
        return symbol >= FOREIGN;
    }

    static boolean isWord(int symbol) {
        return symbol < 0;
    }

    /// The id of a word of its own.
    static int wordId(int symbol) {
        return ~symbol;
    }

    /// The symbol of a character of normalized text.
    int of(int codePoint) {
        int flags = table.flags(codePoint);
        if ((flags & CharacterTable.PUNCTUATION) != 0) {
            return word(codePoint);
        }
        return (flags & CharacterTable.SPACE) != 0 ? BLANK : letter(codePoint);
    }

    /// A character that is a word of its own whatever it is.
    int word(int codePoint) {
        int code = trie.code(codePoint);
        return ~(code == 0 ? unknownId : trie.wordId(code, unknownId));
    }

    /// A character that is part of a word whatever it is.
    int letter(int codePoint) {
        int code = trie.code(codePoint);
        return code == 0 ? FOREIGN : code;
    }
}
