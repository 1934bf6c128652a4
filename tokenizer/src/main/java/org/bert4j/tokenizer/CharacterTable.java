package org.bert4j.tokenizer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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

    /// Has a small letter.
    static final int LOWERS = 1 << 8;

    /// Takes part in canonical decomposition: has one, or is sorted by it, or is an accent.
    static final int DECOMPOSES = 1 << 9;

    /// No combining class, yet may melt into the character before it under NFC.
    static final int JOINS = 1 << 10;

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
        try (InputStream in = CharacterTable.class.getResourceAsStream(resource);
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            lines.lines().filter(line -> !line.startsWith("#")).forEach(this::read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        flags.addBits(Hangul.FIRST_SYLLABLE, Hangul.LAST_SYLLABLE, DECOMPOSES);
        flags.addBits(Hangul.FIRST_VOWEL, Hangul.LAST_VOWEL, JOINS);
        flags.addBits(Hangul.FIRST_TRAILING, Hangul.LAST_TRAILING, JOINS);
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

    private void read(String line) {
        String[] words = line.split(" ");
        for (int i = 1; i < words.length; i++) {
            switch (words[0]) {
                case "control" -> setBits(words[i], CONTROL);
                case "unassigned" -> setBits(words[i], UNASSIGNED);
                case "space" -> setBits(words[i], SPACE);
                case "punctuation" -> setBits(words[i], PUNCTUATION);
                case "cjk" -> setBits(words[i], CJK);
                case "mark" -> setBits(words[i], MARK | DECOMPOSES);
                case "cased" -> setBits(words[i], CASED);
                case "ignorable" -> setBits(words[i], IGNORABLE);
                case "lower" -> readMapping(words[i], this::setLower);
                case "decompose" -> readMapping(words[i], this::setDecomposition);
                default -> setBits(words[i], classBits(words[0]));
            }
        }
    }

    private static int classBits(String kind) {
        return Integer.parseInt(kind.substring("class".length())) << CLASS_SHIFT | DECOMPOSES;
    }

    /// `A` or `A-B`
    private void setBits(String range, int bits) {
        int dash = range.indexOf('-');
        int first = hex(range, 0, dash < 0 ? range.length() : dash);
        int last = dash < 0 ? first : hex(range, dash + 1, range.length());
        flags.addBits(first, last, bits);
    }

    private interface Mapping {
        void set(int codePoint, int... to);
    }

    /// `A=B,C` or `A-B+C` or `A-B-C`
    private static void readMapping(String entry, Mapping mapping) {
        int equals = entry.indexOf('=');
        if (equals > 0) {
            String[] parts = entry.substring(equals + 1).split(",");
            int[] to = new int[parts.length];
            for (int i = 0; i < to.length; i++) {
                to[i] = hex(parts[i], 0, parts[i].length());
            }
            mapping.set(hex(entry, 0, equals), to);
            return;
        }
        int dash = entry.indexOf('-');
        int sign = Math.max(entry.indexOf('+'), entry.lastIndexOf('-'));
        int distance = hex(entry, sign + 1, entry.length());
        int move = entry.charAt(sign) == '+' ? distance : -distance;
        int last = hex(entry, dash + 1, sign);
        for (int codePoint = hex(entry, 0, dash); codePoint <= last; codePoint++) {
            mapping.set(codePoint, codePoint + move);
        }
    }

    private void setLower(int codePoint, int... to) {
        flags.addBits(codePoint, codePoint, LOWERS);
        lower.set(codePoint, to.length == 1 ? to[0] : -addSequence(to));
    }

    private void setDecomposition(int codePoint, int... to) {
        flags.addBits(codePoint, codePoint, DECOMPOSES);
        decomposition.set(codePoint, addSequence(to));
        for (int i = 1; i < to.length; i++) {
            flags.addBits(to[i], to[i], JOINS);
        }
    }

    private int addSequence(int... sequence) {
        if (sequenceCount == sequences.length) {
            sequences = Arrays.copyOf(sequences, 2 * sequenceCount);
        }
        sequences[sequenceCount] = sequence;
        return sequenceCount++;
    }

    private static int hex(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 16);
    }
}
