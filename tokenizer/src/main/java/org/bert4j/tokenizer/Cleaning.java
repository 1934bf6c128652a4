package org.bert4j.tokenizer;

/// Step one: controls are dropped, blanks of all kinds become U+0020, ideographs get a blank on
/// either side.
final class Cleaning {
    private static final int REPLACEMENT = 0xFFFD;

    private final CharacterTable table;
    private final int dropped;
    private final int blank;
    private final int spaced;

    Cleaning(CharacterTable table, TokenizerMode mode, Normalization normalization) {
        this.table = table;
        this.dropped = normalization.cleanText() ? dropped(mode) : 0;
        this.blank = normalization.cleanText() ? CharacterTable.SPACE : 0;
        this.spaced = normalization.spaceChinese() ? CharacterTable.CJK : 0;
    }

    private static int dropped(TokenizerMode mode) {
        return switch (mode) {
            case HF_FAST, GOOGLE -> CharacterTable.CONTROL;
            case HF_SLOW -> CharacterTable.CONTROL | CharacterTable.UNASSIGNED;
        };
    }

    Characters clean(String text, int from, int to, Characters out) {
        int special = dropped | blank | spaced;
        for (int start = from, end; start < to; start = end) {
            int codePoint = codePointAt(text, start, to);
            end = start + Character.charCount(codePoint);
            int flags = table.flags(codePoint) & special;
            if (flags == 0) {
                out.append(codePoint, start, end);
            } else {
                appendSpecial(codePoint, flags, start, end, out);
            }
        }
        return out;
    }

    /// Does this character get a blank on either side?
    boolean spaces(int codePoint) {
        return (table.flags(codePoint) & spaced) != 0;
    }

    private void appendSpecial(int codePoint, int flags, int start, int end, Characters out) {
        if ((flags & dropped) != 0) {
            return;
        }
        if ((flags & blank) != 0) {
            out.append(' ', start, end);
            return;
        }
        out.append(' ', start, end);
        out.append(codePoint, start, end);
        out.append(' ', start, end);
    }

    /// Half of a surrogate pair is no character: it counts as U+FFFD, which is what becomes of it
    /// on its way to the references.
    private static int codePointAt(String text, int index, int to) {
        char unit = text.charAt(index);
        if (!Character.isSurrogate(unit)) {
            return unit;
        }
        if (Character.isHighSurrogate(unit)
                && index + 1 < to
                && Character.isLowSurrogate(text.charAt(index + 1))) {
            return Character.toCodePoint(unit, text.charAt(index + 1));
        }
        return REPLACEMENT;
    }
}
