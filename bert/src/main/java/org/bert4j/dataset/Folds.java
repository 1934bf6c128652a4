package org.bert4j.dataset;

import java.util.Iterator;

/// Parts a data set for k-fold cross-validation.
///
/// A hash of the text and of the seed gives the fold. So the choice does not depend on the order of
/// the files, the same text is never on both sides, and nothing has to be kept. The folds are as
/// even as throws of a die.
///
/// @param folds number of parts, at least 2
public record Folds(int folds, long seed) {
    public Folds {
        if (folds < 2) {
            throw new IllegalArgumentException(
                    "Cross-validation needs 2 folds or more, not %d.".formatted(folds));
        }
    }

    /// Which fold a text belongs to, from 0.
    public int fold(String text) {
        return (int) Long.remainderUnsigned(TextHash.of(text, seed), folds);
    }

    /// How many distinct texts fall into each fold. Keeps hashes only.
    public int[] sizes(Iterator<String> texts) {
        LongSet seen = new LongSet();
        int[] sizes = new int[folds];
        while (texts.hasNext()) {
            String text = texts.next();
            if (seen.add(TextHash.of(text, seed))) {
                sizes[fold(text)]++;
            }
        }
        return sizes;
    }
}
