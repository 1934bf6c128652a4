package org.bert4j.tokenizer;

/// Text to words, as they are before [BertTokenizer] splits them into pieces: normalized as hf-fast does, cut at blanks,
/// each punctuation mark and each ideograph a word of its own. Added tokens are not known here: `[MASK]` is three words.
///
/// Immutable and thread safe. As in the tokenizer, characters that become the same wherever they stand are looked up;
/// the stretches around others, from one blank or ideograph to the next, are normalized whole.
///
/// ```java
/// WordBuffer words = new WordBuffer();
/// new WordSplitter(Normalization.UNCASED).split("We slept, like stones.", words);
/// words.word(2);   // ","
/// ```
public final class WordSplitter {
    private static final int BLANK = 1 << 16;
    private static final int LETTER = 2 << 16;
    private static final int PUNCTUATION = 3 << 16;
    private static final int IDEOGRAPH = 4 << 16;

    /// What becomes of the character depends on its neighbours, or is not one character.
    private static final int CONTEXTUAL = 5 << 16;

    private static final int KIND = 7 << 16;

    private final TextNormalizer normalizer;

    /// Of each character its kind and what it becomes, 0 as long as nobody has asked. Threads may find the same one
    /// twice; it is the same number.
    private final int[] known = new int[Character.MAX_VALUE + 1];

    public WordSplitter(Normalization normalization) {
        normalizer = new TextNormalizer(TokenizerMode.HF_FAST, normalization);
    }

    /// Appends the words of a text to `out`.
    public void split(String text, WordBuffer out) {
        for (int start = 0; start < text.length(); ) {
            int contextual = firstContextual(text, start);
            int stretch = stretchStart(text, start, contextual);
            readOff(text, start, stretch, out);
            start = stretchEnd(text, contextual);
            normalize(text, stretch, start, out);
        }
    }

    private int firstContextual(String text, int from) {
        int i = from;
        while (i < text.length() && kind(text.charAt(i)) != CONTEXTUAL) {
            i++;
        }
        return i;
    }

    private int stretchStart(String text, int from, int contextual) {
        int start = contextual;
        while (start < text.length() && start > from && !parts(text.charAt(start))) {
            start--;
        }
        return start;
    }

    private int stretchEnd(String text, int contextual) {
        int end = contextual;
        while (end < text.length() && !parts(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /// Blanks and ideographs: what stands on one side never matters to what stands on the other.
    private boolean parts(char unit) {
        int kind = kind(unit);
        return kind == BLANK || kind == IDEOGRAPH;
    }

    /// Each character by itself.
    private void readOff(String text, int from, int to, WordBuffer out) {
        for (int i = from; i < to; i++) {
            int symbol = known[text.charAt(i)];
            switch (symbol & KIND) {
                case BLANK -> out.endWord();
                case LETTER -> out.append((char) symbol);
                default -> {
                    out.endWord();
                    out.append((char) symbol);
                    out.endWord();
                }
            }
        }
        out.endWord();
    }

    /// The stretch as a whole, which is right for every text.
    private void normalize(String text, int from, int to, WordBuffer out) {
        if (from == to) {
            return;
        }
        Characters characters = normalizer.normalize(text, from, to, out.workspace);
        for (int i = 0; i < characters.size; i++) {
            int codePoint = characters.codePoints[i];
            switch (kindOf(codePoint)) {
                case BLANK -> out.endWord();
                case LETTER -> out.append(codePoint);
                default -> {
                    out.endWord();
                    out.append(codePoint);
                    out.endWord();
                }
            }
        }
        out.endWord();
    }

    private int kind(char unit) {
        int symbol = known[unit];
        if (symbol == 0) {
            symbol = symbolAnywhere(unit);
            known[unit] = symbol;
        }
        return symbol & KIND;
    }

    private int symbolAnywhere(char unit) {
        if (Character.isSurrogate(unit) || normalizer.isContextual(unit)) {
            return CONTEXTUAL;
        }
        Characters alone = normalizer.normalize(String.valueOf(unit), 0, 1, new Workspace());
        int middle = normalizer.spaces(unit) ? 1 : 0; // behind the blank put before it
        if (alone.size != 2 * middle + 1 || !Character.isBmpCodePoint(alone.codePoints[middle])) {
            return CONTEXTUAL;
        }
        int codePoint = alone.codePoints[middle];
        return (middle == 1 ? IDEOGRAPH : kindOf(codePoint)) | codePoint;
    }

    /// Of a normalized character; ideographs have blanks around them by now.
    private int kindOf(int codePoint) {
        int flags = normalizer.table().flags(codePoint);
        if ((flags & CharacterTable.PUNCTUATION) != 0) {
            return PUNCTUATION;
        }
        return (flags & CharacterTable.SPACE) != 0 ? BLANK : LETTER;
    }
}
