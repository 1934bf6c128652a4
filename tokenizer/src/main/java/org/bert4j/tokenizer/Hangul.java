package org.bert4j.tokenizer;

/// Korean syllables are decomposed by arithmetic (The Unicode Standard, section 3.12).
final class Hangul {
    static final int FIRST_SYLLABLE = 0xAC00;
    static final int LAST_SYLLABLE = 0xD7A3;

    /// The vowels and trailing consonants: under NFC they melt into what stands before them.
    static final int FIRST_VOWEL = 0x1161;

    static final int LAST_VOWEL = 0x1175;
    static final int FIRST_TRAILING = 0x11A8;
    static final int LAST_TRAILING = 0x11C2;

    private static final int FIRST_LEADING = 0x1100;
    private static final int VOWELS = LAST_VOWEL - FIRST_VOWEL + 1;

    /// Every trailing consonant, or none.
    private static final int TRAILINGS = LAST_TRAILING - FIRST_TRAILING + 2;

    private Hangul() {}

    static boolean isSyllable(int codePoint) {
        return codePoint >= FIRST_SYLLABLE && codePoint <= LAST_SYLLABLE;
    }

    /// Two or three Jamo: a leading consonant, a vowel, and perhaps a trailing consonant.
    static int[] decompose(int syllable) {
        int index = syllable - FIRST_SYLLABLE;
        int leading = FIRST_LEADING + index / (VOWELS * TRAILINGS);
        int vowel = FIRST_VOWEL + index % (VOWELS * TRAILINGS) / TRAILINGS;
        int trailing = index % TRAILINGS;
        return trailing == 0
                ? new int[] {leading, vowel}
                : new int[] {leading, vowel, FIRST_TRAILING + trailing - 1};
    }
}
