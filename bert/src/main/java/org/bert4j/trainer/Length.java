package org.bert4j.trainer;

import java.time.Duration;
import java.util.Map;

/// How long to train.
public sealed interface Length {
    /// Passes over the training examples.
    record Epochs(int count) implements Length {
        public Epochs {
            require(count >= 1, "epochs must be at least 1, not " + count);
        }

        @Override
        public Map<String, Object> describe() {
            return Map.of("epochs", count);
        }
    }

    /// Updates.
    record Steps(long count) implements Length {
        public Steps {
            require(count >= 1, "steps must be at least 1, not " + count);
        }

        @Override
        public Map<String, Object> describe() {
            return Map.of("steps", count);
        }
    }

    /// Wall time, evaluations and saves included. What comes out depends on how fast the machine is at that moment.
    record Time(Duration budget) implements Length {
        public Time {
            require(budget.isPositive(), "the budget must be above 0, not " + budget);
        }

        @Override
        public Map<String, Object> describe() {
            return Map.of("budget", budget.toString());
        }
    }

    /// Under the names of the command line.
    Map<String, Object> describe();

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
