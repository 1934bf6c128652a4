package org.bert4j.tokenizer;

/// What a character is to the tokenizer when it cuts text into words, by the tables of hf-fast.
public enum CharacterKind {
    /// Cleaned away: controls, formatting characters, U+FFFD, half a surrogate pair.
    DROPPED,
    /// Parts words.
    BLANK,
    /// A word of its own.
    PUNCTUATION,
    /// A Chinese character, a word of its own.
    IDEOGRAPH,
    /// Letters, digits and all else: a word together with its neighbours of this kind.
    OTHER;

    private static final CharacterTable TABLE = CharacterTable.of(TokenizerMode.HF_FAST);

    public static CharacterKind of(int codePoint) {
        int flags = TABLE.flags(codePoint);
        if (isHalfOfPair(codePoint) || (flags & CharacterTable.CONTROL) != 0) {
            return DROPPED;
        }
        if ((flags & CharacterTable.SPACE) != 0) {
            return BLANK;
        }
        if ((flags & CharacterTable.CJK) != 0) {
            return IDEOGRAPH;
        }
        return (flags & CharacterTable.PUNCTUATION) != 0 ? PUNCTUATION : OTHER;
    }

    private static boolean isHalfOfPair(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
