package org.bert4j.tokenizer;

/// Small letters, the two ways the references make them.
final class LowerCase {
    private static final int CAPITAL_SIGMA = 0x3A3;
    private static final int FINAL_SIGMA = 0x3C2;

    private final CharacterTable table;

    LowerCase(CharacterTable table) {
        this.table = table;
    }

    /// Each character by itself.
    Characters lower(Characters in, Characters out) {
        for (int i = 0; i < in.size; i++) {
            table.lower(in.codePoints[i], out, in.starts[i], in.ends[i]);
        }
        return out;
    }

    /// Word by word, as Python's `str.lower()`: a capital sigma that ends a word becomes U+03C2.
    Characters lowerWords(Characters in, Characters out) {
        for (int i = 0; i < in.size; i++) {
            int codePoint = in.codePoints[i];
            if (codePoint == CAPITAL_SIGMA && endsWord(in, i)) {
                out.append(FINAL_SIGMA, in.starts[i], in.ends[i]);
            } else {
                table.lower(codePoint, out, in.starts[i], in.ends[i]);
            }
        }
        return out;
    }

    /// Does [#lowerWords] look at what stands beside this one?
    static boolean isContextual(int codePoint) {
        return codePoint == CAPITAL_SIGMA;
    }

    /// A letter with case stands before it and none behind it, whatever marks are between.
    private boolean endsWord(Characters in, int sigma) {
        int before = sigma - 1;
        while (before >= 0 && table.is(CharacterTable.IGNORABLE, in.codePoints[before])) {
            before--;
        }
        int after = sigma + 1;
        while (after < in.size && table.is(CharacterTable.IGNORABLE, in.codePoints[after])) {
            after++;
        }
        return before >= 0
                && table.is(CharacterTable.CASED, in.codePoints[before])
                && !(after < in.size && table.is(CharacterTable.CASED, in.codePoints[after]));
    }
}
