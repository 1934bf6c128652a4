package org.bert4j.trainer;

/// The learning rate of each step as a share of the peak rate.
///
/// Steps count from 0. After the warm-up the full rate is reached; after the last step a schedule has ended. All but
/// `GOOGLE` are continuous, as Hugging Face's schedules.
public enum Schedule {
    /// Rises linearly, then falls linearly to zero.
    LINEAR {
        @Override
        double afterWarmup(long step, long warmup, long total) {
            return (double) (total - step) / Math.max(1, total - warmup);
        }
    },
    /// Rises linearly, then falls to zero along half a cosine.
    COSINE {
        @Override
        double afterWarmup(long step, long warmup, long total) {
            double progress = (double) (step - warmup) / Math.max(1, total - warmup);
            return 0.5 * (1 + Math.cos(Math.PI * progress));
        }
    },
    /// Rises linearly, then stays.
    CONSTANT {
        @Override
        double afterWarmup(long step, long warmup, long total) {
            return 1;
        }
    },
    /// Falls linearly over all steps counted from the first, so that the rate drops at the end of the warm-up to what
    /// the fall has reached (google-research/bert, optimization.py).
    GOOGLE {
        @Override
        double afterWarmup(long step, long warmup, long total) {
            return 1 - (double) step / Math.max(1, total);
        }
    };

    /// @param step   updates done so far
    /// @param warmup updates until the peak
    /// @param total  updates in all
    /// @return       a factor in [0, 1]
    public double factor(long step, long warmup, long total) {
        return step < warmup
                ? (double) step / warmup
                : Math.max(0, afterWarmup(step, warmup, total));
    }

    abstract double afterWarmup(long step, long warmup, long total);
}
