package org.bert4j.trainer;

import org.bert4j.tensor.LibTorch;
import org.bert4j.tensor.Precision;

/// What was chosen for the machine a run began on. The same plan, seed and data on the same type of processor give the
/// same bits; `run.json` keeps it; a resumed run replays the
/// precision, and says so where the rest has changed.
///
/// @param precision of matrix products
/// @param reason    why this precision
/// @param threads   of one operation
/// @param processor system and architecture
/// @param libtorch  version
public record Plan(
        Precision precision, String reason, int threads, String processor, String libtorch) {
    /// A precision the user has chosen.
    public static Plan of(Precision precision) {
        return new Plan(precision, "as asked for");
    }

    Plan(Precision precision, String reason) {
        this(precision, reason, LibTorch.threads(), Processor.name(), LibTorch.version());
    }

    /// True if a run with `other` need not give the same bits.
    public boolean differsFrom(Plan other) {
        return precision != other.precision
                || threads != other.threads
                || !processor.equals(other.processor)
                || !libtorch.equals(other.libtorch);
    }
}
