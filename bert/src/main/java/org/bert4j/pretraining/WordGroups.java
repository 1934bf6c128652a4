package org.bert4j.pretraining;

import java.util.Arrays;

/// The tokens of a row that may be chosen, in groups that are chosen together: words or single tokens.
///
/// @param positions where they stand in the row, ascending
/// @param starts    where each group begins among the positions, and their number in the end
record WordGroups(int[] positions, int[] starts) {
    /// A piece at the beginning of the second part joins the last word of the first, as in both references: truncation
    /// from the front cuts words, and the rest of one is not told from a piece of the word before.
    static WordGroups of(PlainRow row, SpecialIds special, boolean wholeWords) {
        int[] positions = new int[row.length()];
        int[] starts = new int[row.length() + 1];
        int count = 0;
        int groups = 0;
        for (int position = 0; position < row.length(); position++) {
            if (special.separates(row.inputIds()[position])) {
                continue;
            }
            boolean joins = wholeWords && count > 0 && row.continues()[position];
            if (!joins) {
                starts[groups++] = count;
            }
            positions[count++] = position;
        }
        starts[groups] = count;
        return new WordGroups(Arrays.copyOf(positions, count), Arrays.copyOf(starts, groups + 1));
    }

    int size() {
        return starts.length - 1;
    }

    /// Tokens of some groups, one after the other.
    int tokens(int group, int groups) {
        return starts[group + groups] - starts[group];
    }
}
