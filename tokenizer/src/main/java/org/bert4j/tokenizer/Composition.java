package org.bert4j.tokenizer;

import java.text.Normalizer;

/// Canonical composition (NFC), which only hf-slow applies: e and an accent become é.
///
/// The JDK does the composing. Its Unicode is newer than the reference's, but it may not change the
/// normal form of what was assigned before, and hf-slow has dropped everything else by then.
final class Composition {
    /// Text of smaller code points is composed.
    private static final int FIRST_MARK = 0x300;

    private final CharacterTable table;

    Composition(CharacterTable table) {
        this.table = table;
    }

    /// @return `in` if there is nothing to compose, otherwise `out`
    Characters compose(Characters in, Characters out) {
        if (isComposed(in)) {
            return in;
        }
        for (int from = 0, to; from < in.size; from = to) {
            to = from + 1;
            while (to < in.size && joins(in.codePoints[to])) {
                to++;
            }
            composeRun(in, from, to, out);
        }
        return out;
    }

    private static boolean isComposed(Characters in) {
        for (int i = 0; i < in.size; i++) {
            if (in.codePoints[i] >= FIRST_MARK) {
                return Normalizer.isNormalized(in.string(), Normalizer.Form.NFC);
            }
        }
        return true;
    }

    /// May this character melt into the one before it, or be sorted past it?
    boolean joins(int codePoint) {
        return table.combiningClass(codePoint) != 0 || table.is(CharacterTable.JOINS, codePoint);
    }

    /// A base character and its marks; what comes out belongs to the whole run.
    private static void composeRun(Characters in, int from, int to, Characters out) {
        String run = new String(in.codePoints, from, to - from);
        String composed = Normalizer.normalize(run, Normalizer.Form.NFC);
        if (composed.equals(run)) {
            for (int i = from; i < to; i++) {
                out.append(in.codePoints[i], in.starts[i], in.ends[i]);
            }
            return;
        }
        composed.codePoints()
                .forEach(codePoint -> out.append(codePoint, in.starts[from], in.ends[to - 1]));
    }
}
