package org.bert4j.trainer;

import org.bert4j.tensor.LibTorch;
import org.bert4j.tensor.Precision;
import org.bert4j.tensor.Processor;

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
        this(precision, reason, LibTorch.threads(), Processor.here().name(), LibTorch.version());
    }

    /// Says what was chosen, and whether this is still the machine it was chosen for.
    void announce(TrainingListener listener) {
        listener.notice("Precision %s, %s".formatted(precision, reason));
        if (differsFrom(of(precision))) {
            listener.notice(
                    "This run began on another machine or with other settings: going on works,"
                            + " but not to the same bits");
        }
    }

    /// True if a run with `other` need not give the same bits.
    public boolean differsFrom(Plan other) {
        return precision != other.precision
                || threads != other.threads
                || !processor.equals(other.processor)
                || !libtorch.equals(other.libtorch);
    }
}
