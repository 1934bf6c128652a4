package org.bert4j.vocabulary;

/// By what the next pair of pieces to join is chosen.
public enum PairScore {
    /// How often the pair occurs: Hugging Face's trainer.
    COUNT {
        @Override
        long rank(long pair, long left, long right) {
            return pair;
        }
    },

    /// How much likelier the text becomes: count(pair) / (count(left) * count(right)), the score that is told of
    /// Google's own trainer (Schuster and Nakajima 2012). It prefers rare pieces that always stand together.
    LIKELIHOOD {
        @Override
        long rank(long pair, long left, long right) {
            return Double.doubleToLongBits(pair / ((double) left * right));
        }
    };

    /// A number that is larger for a better pair, above 0: the bits of positive doubles are in their order.
    ///
    /// @param pair  occurrences of the pair, at least 1
    /// @param left  occurrences of its first piece
    /// @param right of its second
    abstract long rank(long pair, long left, long right);
}
