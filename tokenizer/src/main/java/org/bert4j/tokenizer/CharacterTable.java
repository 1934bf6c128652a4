package org.bert4j.tokenizer;

import java.util.Arrays;

/// What a tokenizer knows of each code point: is it a control, a blank, punctuation, an ideograph,
/// an accent; what is its small letter; into what is it decomposed.
///
/// The references disagree here, because each carries the Unicode tables of its time. So the facts
/// do not come from the running JDK, but from two files made by asking the references themselves
/// (`oracle/src/test/python/unicode_tables.py`); the same text gives the same tokens on every JDK.
/// The files say how they were made; the script explains their notation.
final class CharacterTable {
    /// Dropped by cleaning: controls and formatting characters (in hf-fast also private use).
    static final int CONTROL = 1;

    /// Dropped by hf-slow only: private use, and not assigned in Unicode 14.
    static final int UNASSIGNED = 1 << 1;

    /// Ends a word.
    static final int SPACE = 1 << 2;

    /// A word of its own.
    static final int PUNCTUATION = 1 << 3;

    /// An ideograph, which gets blanks around it.
    static final int CJK = 1 << 4;

    /// An accent (category Mn), dropped when accents are removed.
    static final int MARK = 1 << 5;

    /// Letters with case, and what may stand between them: for the final sigma.
    static final int CASED = 1 << 6;

    static final int IGNORABLE = 1 << 7;

    /// Takes part in canonical decomposition: has one, or is sorted by it, or is an accent.
    static final int DECOMPOSES = 1 << 8;

    /// No combining class, yet may melt into the character before it under NFC.
    static final int JOINS = 1 << 9;

    private static final int CLASS_SHIFT = 24;

    private final CodePointTable flags = new CodePointTable();
    private final CodePointTable lower = new CodePointTable();
    private final CodePointTable decomposition = new CodePointTable();

    /// What one code point becomes where that is more than one; index 0 is not used.
    private int[][] sequences = new int[4096][];

    private int sequenceCount = 1;

    private static final class HfFast {
        static final CharacterTable TABLE = new CharacterTable("hf-fast-characters.txt");
    }

    private static final class Python {
        static final CharacterTable TABLE = new CharacterTable("python-characters.txt");
    }

    static CharacterTable of(TokenizerMode mode) {
        return switch (mode) {
            case HF_FAST -> HfFast.TABLE;
            case HF_SLOW, GOOGLE -> Python.TABLE;
        };
    }

    private CharacterTable(String resource) {
        new CharacterFile(resource).readInto(this);
        addBits(Hangul.FIRST_SYLLABLE, Hangul.LAST_SYLLABLE, DECOMPOSES);
        addBits(Hangul.FIRST_VOWEL, Hangul.LAST_VOWEL, JOINS);
        addBits(Hangul.FIRST_TRAILING, Hangul.LAST_TRAILING, JOINS);
    }

    void addBits(int first, int last, int bits) {
        flags.addBits(first, last, bits);
    }

    /// The bits that say that a code point has this combining class, which is not 0.
    static int classBits(int combiningClass) {
        return combiningClass << CLASS_SHIFT | DECOMPOSES;
    }

    void setLower(int codePoint, int... to) {
        lower.set(codePoint, to.length == 1 ? to[0] : -addSequence(to));
    }

    void setDecomposition(int codePoint, int... to) {
        addBits(codePoint, codePoint, DECOMPOSES);
        decomposition.set(codePoint, addSequence(to));
        for (int i = 1; i < to.length; i++) {
            addBits(to[i], to[i], JOINS);
        }
    }

    private int addSequence(int... sequence) {
        if (sequenceCount == sequences.length) {
            sequences = Arrays.copyOf(sequences, 2 * sequenceCount);
        }
        sequences[sequenceCount] = sequence;
        return sequenceCount++;
    }

    /// All facts of one code point: a sum of the constants above.
    int flags(int codePoint) {
        return flags.get(codePoint);
    }

    boolean is(int kind, int codePoint) {
        return (flags.get(codePoint) & kind) != 0;
    }

    /// Canonical combining class: marks are sorted by it, 0 is a base character.
    int combiningClass(int codePoint) {
        return flags.get(codePoint) >>> CLASS_SHIFT;
    }

    /// Appends the small letter(s) of a code point, or the code point itself.
    void lower(int codePoint, Characters out, int start, int end) {
        int small = lower.get(codePoint);
        if (small > 0) {
            out.append(small, start, end);
        } else if (small == 0) {
            out.append(codePoint, start, end);
        } else {
            for (int part : sequences[-small]) {
                out.append(part, start, end);
            }
        }
    }

    /// Full canonical decomposition, or null if the code point stays as it is.
    int[] decomposition(int codePoint) {
        if (Hangul.isSyllable(codePoint)) {
            return Hangul.decompose(codePoint);
        }
        int index = decomposition.get(codePoint);
        return index == 0 ? null : sequences[index];
    }
}
