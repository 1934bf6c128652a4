package org.bert4j.dataset;

import org.bert4j.tokenizer.BadInputException;

import java.util.Iterator;
import java.util.TreeSet;

/// Takes a share of the texts away from training, to measure on.
///
/// Texts are ranked by a hash of themselves and of the seed, and the lowest are held out. So the
/// choice does not depend on the order of the files, and a text that occurs twice, in one file or
/// in two, never lands on both sides. Question answering gives its contexts, a task on pairs their
/// first texts: what belongs to one text gives itself away.
///
/// ```java
/// HoldOut holdOut = HoldOut.choose(firstReading, 0.1, seed);   // keeps hashes only
/// boolean isDev = holdOut.holds(text);                         // while reading once more
/// ```
public final class HoldOut {
    private final long seed;
    private final long highestHeld;
    private final int held;
    private final int distinct;

    private HoldOut(long seed, long highestHeld, int held, int distinct) {
        this.seed = seed;
        this.highestHeld = highestHeld;
        this.held = held;
        this.distinct = distinct;
    }

    /// @param share part of the distinct texts to hold out, above 0 and below 1; at least one text
    ///   is held out and at least one is left
    /// @throws BadInputException if there are not two distinct texts
    public static HoldOut choose(Iterator<String> texts, double share, long seed) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException(
                    "The share to hold out is %s; give a number between 0 and 1.".formatted(share));
        }
        TreeSet<Long> hashes = new TreeSet<>();
        texts.forEachRemaining(text -> hashes.add(TextHash.of(text, seed)));
        int distinct = hashes.size();
        if (distinct < 2) {
            throw new BadInputException(
                    ("The training data have %d distinct text, and two are needed to hold one"
                                    + " out; give a development file or more data.")
                            .formatted(distinct));
        }
        int held = Math.clamp(Math.round(share * distinct), 1, distinct - 1);
        long highest = hashes.stream().skip(held - 1L).findFirst().orElseThrow();
        return new HoldOut(seed, highest, held, distinct);
    }

    /// Whether this text is held out; deterministic, whatever file it comes from.
    public boolean holds(String text) {
        return TextHash.of(text, seed) <= highestHeld;
    }

    /// How many distinct texts are held out.
    public int held() {
        return held;
    }

    /// How many distinct texts there were.
    public int distinct() {
        return distinct;
    }
}
