package org.bert4j.tokenizer;

import java.util.Arrays;

/// Canonical decomposition (NFD): é becomes e and an accent, and the accent is dropped.
final class Decomposition {
    private final CharacterTable table;

    Decomposition(CharacterTable table) {
        this.table = table;
    }

    /// Decomposes and drops the accents (category Mn); what is left stays decomposed, so a Korean
    /// syllable becomes two or three Jamo.
    ///
    /// @return `in` if nothing in it is decomposed, otherwise `parts`
    Characters withoutAccents(Characters in, Characters parts) {
        if (!concerns(in)) {
            return in;
        }
        int run = 0;
        for (int i = 0; i < in.size; i++) {
            run = appendParts(in.codePoints[i], parts, run);
        }
        sortMarks(parts, run);
        return aligned(parts, in);
    }

    private boolean concerns(Characters in) {
        for (int i = 0; i < in.size; i++) {
            if (table.is(CharacterTable.DECOMPOSES, in.codePoints[i])) {
                return true;
            }
        }
        return false;
    }

    /// Appends the parts of a code point; `starts` holds for now whether a part is the first of its
    /// code point.
    ///
    /// @param run where the marks begin that are not yet sorted
    /// @return the same, afterwards
    private int appendParts(int codePoint, Characters parts, int run) {
        int[] sequence = table.decomposition(codePoint);
        if (sequence == null) {
            return appendPart(codePoint, true, parts, run);
        }
        for (int i = 0; i < sequence.length; i++) {
            run = appendPart(sequence[i], i == 0, parts, run);
        }
        return run;
    }

    private int appendPart(int codePoint, boolean first, Characters parts, int run) {
        boolean base = table.combiningClass(codePoint) == 0;
        if (base) {
            sortMarks(parts, run);
        }
        parts.append(codePoint, first ? 1 : 0, 0);
        return base ? parts.size : run;
    }

    /// Brings the marks from `run` on into canonical order: by class, stable.
    private void sortMarks(Characters parts, int run) {
        int count = parts.size - run;
        if (count < 2) {
            return;
        }
        long[] order = new long[count];
        for (int i = 0; i < count; i++) {
            int codePoint = parts.codePoints[run + i];
            order[i] = (long) table.combiningClass(codePoint) << 32 | i;
        }
        Arrays.sort(order);
        int[] codePoints = Arrays.copyOfRange(parts.codePoints, run, parts.size);
        int[] first = Arrays.copyOfRange(parts.starts, run, parts.size);
        for (int i = 0; i < count; i++) {
            parts.codePoints[run + i] = codePoints[(int) order[i]];
            parts.starts[run + i] = first[(int) order[i]];
        }
    }

    /// Gives each part its place in the source, and drops the accents.
    ///
    /// As in Rust, the k-th "first part" after sorting belongs to the k-th source character, and
    /// every other part to the same one as the first part before it.
    private Characters aligned(Characters parts, Characters in) {
        int size = 0;
        int source = -1;
        for (int i = 0; i < parts.size; i++) {
            source += parts.starts[i];
            int codePoint = parts.codePoints[i];
            if (!table.is(CharacterTable.MARK, codePoint)) {
                parts.codePoints[size] = codePoint;
                parts.starts[size] = in.starts[source];
                parts.ends[size] = in.ends[source];
                size++;
            }
        }
        parts.size = size;
        return parts;
    }
}
