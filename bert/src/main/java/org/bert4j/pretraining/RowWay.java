package org.bert4j.pretraining;

/// How documents are cut into rows.
public sealed interface RowWay {
    /// As google-research/bert's `create_pretraining_data.py`: sentences are put together until a row is full, in two
    /// parts if something is asked about them; masks are made once.
    ///
    /// @param dupeFactor       passes over the corpus, each with cuts and masks of its own
    /// @param shortProbability share of passes over a document whose rows are all of one shorter length
    record Google(int dupeFactor, double shortProbability) implements RowWay {
        public Google {
            if (dupeFactor < 1) {
                throw new IllegalArgumentException(
                        "dupeFactor is %d; it must be at least 1".formatted(dupeFactor));
            }
            if (!(shortProbability >= 0 && shortProbability <= 1)) {
                throw new IllegalArgumentException(
                        "shortProbability is %s; it must be from 0 to 1"
                                .formatted(shortProbability));
            }
        }
    }

    /// Full rows of running text, on into the next document; masks change from epoch to epoch.
    record Packed() implements RowWay {}
}
