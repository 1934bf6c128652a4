package org.bert4j.trainer;

import org.bert4j.pretraining.PretrainingRows;

import java.util.List;
import java.util.OptionalInt;

/// A part of pre-training with rows of its own. BERT saw rows of 128 tokens for nine tenths of its updates and of 512 for
/// the rest, because attention takes as long as rows are long, squared (Devlin et al. 2019, appendix A.2).
///
/// @param share     of the way, above 0 and at most 1; of a run counted in epochs, each phase makes this share of them
/// @param batchSize rows per update; empty: as many tokens as in the first phase, so that updates take as much memory
///                  and one learning rate suits them all
public record Phase(PretrainingRows rows, double share, OptionalInt batchSize) {
    private static final double ROUNDING = 1e-9;

    public Phase {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "the share of a phase is %s; it must be above 0 and at most 1"
                            .formatted(share));
        }
        if (batchSize.isPresent() && batchSize.getAsInt() < 1) {
            throw new IllegalArgumentException(
                    "batchSize must be at least 1, not " + batchSize.getAsInt());
        }
    }

    /// @param shares of phases
    /// @throws IllegalArgumentException if together they are more or less than a run
    public static void requireWhole(List<Double> shares) {
        double sum = shares.stream().mapToDouble(share -> share).sum();
        if (Math.abs(sum - 1) > ROUNDING) {
            throw new IllegalArgumentException(
                    "the shares %s of the phases make %s; they must make 1"
                            .formatted(shares, (float) sum));
        }
    }

    @Override
    public String toString() {
        return rows.maxLength() + ":" + share;
    }
}
