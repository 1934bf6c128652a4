package org.bert4j.tokenizer;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// A number for each Unicode code point, 0 unless set.
///
/// Pages of 256 code points; a page whose numbers are all the same is shared, which keeps whole
/// planes of ideographs or of nothing small.
final class CodePointTable {
    private static final int PAGE = 256;

    private final int[][] pages = new int[0x110000 / PAGE][];
    private final boolean[] own = new boolean[pages.length];
    private final Map<Integer, int[]> shared = new HashMap<>();

    CodePointTable() {
        Arrays.fill(pages, sharedPage(0));
    }

    int get(int codePoint) {
        return pages[codePoint >> 8][codePoint & 0xFF];
    }

    void set(int codePoint, int value) {
        int page = codePoint >> 8;
        if (!own[page]) {
            pages[page] = pages[page].clone();
            own[page] = true;
        }
        pages[page][codePoint & 0xFF] = value;
    }

    /// Adds `bits` to the numbers of `first` to `last`, both included.
    void addBits(int first, int last, int bits) {
        for (int codePoint = first; codePoint <= last; codePoint++) {
            int page = codePoint >> 8;
            boolean wholePage = (codePoint & 0xFF) == 0 && codePoint + PAGE - 1 <= last;
            if (wholePage && !own[page]) {
                pages[page] = sharedPage(pages[page][0] | bits);
                codePoint += PAGE - 1;
            } else {
                set(codePoint, get(codePoint) | bits);
            }
        }
    }

    private int[] sharedPage(int value) {
        return shared.computeIfAbsent(
                value,
                key -> {
                    int[] page = new int[PAGE];
                    Arrays.fill(page, key);
                    return page;
                });
    }
}
