package org.bert4j.pretraining;

/// Which tokens of a row are to be predicted.
///
/// Two published ways: google-research/bert shuffles the words and takes them until a share of the row is reached;
/// Hugging Face's collator tosses for each by itself, so that some rows have many and some none.
public sealed interface Selection {
    /// The share of the row, rounded, at least one: all rows of a length have as many. Words that would overshoot are
    /// passed over.
    record Share() implements Selection {}

    /// The same, but never more than so many.
    record AtMost(int predictions) implements Selection {
        public AtMost {
            if (predictions < 1) {
                throw new IllegalArgumentException(
                        "predictions is %d; a row must have at least 1".formatted(predictions));
            }
        }
    }

    /// Each token (or word) by itself. A row may have none.
    record Independent() implements Selection {}
}
