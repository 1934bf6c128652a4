package org.bert4j.tokenizer;

import java.util.Arrays;

/// Converts offsets of one text between UTF-16 units (Java's) and code points (Python's, and so
/// those of SQuAD files). The two differ behind a character outside the basic plane.
public final class CodePoints {
    private final int length;

    /// For each such character, in order: how many code points stand before it.
    private final int[] pairs;

    private CodePoints(int length, int[] pairs) {
        this.length = length;
        this.pairs = pairs;
    }

    public static CodePoints of(String text) {
        int count = text.codePointCount(0, text.length());
        int[] pairs = new int[text.length() - count];
        int found = 0;
        for (int i = 0, seen = 0; found < pairs.length; i++, seen++) {
            if (Character.isSupplementaryCodePoint(text.codePointAt(i))) {
                pairs[found++] = seen;
                i++;
            }
        }
        return new CodePoints(count, pairs);
    }

    /// Code points in the text.
    public int length() {
        return length;
    }

    /// How many code points lie before a UTF-16 offset; half a pair counts as none.
    ///
    /// @throws IndexOutOfBoundsException if the offset is outside the text
    public int fromUtf16(int utf16) {
        checkOffset(utf16, length + pairs.length);
        int low = 0;
        int high = pairs.length;
        while (low < high) { // how many pairs end at or before the offset?
            int middle = (low + high) >>> 1;
            if (pairs[middle] + middle + 2 <= utf16) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        boolean insidePair = low < pairs.length && pairs[low] + low + 1 == utf16;
        return insidePair ? pairs[low] : utf16 - low;
    }

    /// How many UTF-16 units lie before a code point offset.
    ///
    /// @throws IndexOutOfBoundsException if the offset is outside the text
    public int toUtf16(int codePoint) {
        checkOffset(codePoint, length);
        int place = Arrays.binarySearch(pairs, codePoint);
        int pairsBefore = place < 0 ? -place - 1 : place;
        return codePoint + pairsBefore;
    }

    private static void checkOffset(int offset, int length) {
        if (offset < 0 || offset > length) {
            throw new IndexOutOfBoundsException(
                    "Offset %d is outside a text of length %d.".formatted(offset, length));
        }
    }
}
