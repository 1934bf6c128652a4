package org.bert4j.trainer;

import org.bert4j.trainer.Forecast.Hint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What would make a run shorter, and at which price.
///
/// @param cost     of a step
/// @param training seconds of all steps as they are
final class ForecastHints {
    /// Less is not worth a word.
    private static final double LEAST_SHARE = 0.05;

    /// Shares of the rows that may be cut.
    private static final double[] CUT = {0.01, 0.02, 0.05, 0.1};

    private final Workload workload;
    private final StepCost cost;
    private final double training;

    ForecastHints(Workload workload, StepCost cost, double training) {
        this.workload = workload;
        this.cost = cost;
        this.training = training;
    }

    List<Hint> all(FineTuning recipe, double frozenSeconds) {
        List<Hint> hints = new ArrayList<>();
        if (!recipe.training().groupByLength()) {
            grouped().ifPresent(hints::add);
        }
        if (cutsTexts(recipe)) {
            shorter().ifPresent(hints::add);
        }
        if (recipe.isWhollyTrained()) {
            hint(
                            "--freeze encoder",
                            training - frozenSeconds,
                            "only the head learns, which scores lower")
                    .ifPresent(hints::add);
        }
        hints.sort(Comparator.comparingDouble(Hint::saved).reversed());
        return hints;
    }

    private Optional<Hint> grouped() {
        return hint(
                "--group-by-length",
                saved(workload.grouped()),
                "batches are less mixed, which small ones suffer from");
    }

    /// Windows of questions do not get shorter but more, and so do those of long texts.
    private boolean cutsTexts(FineTuning recipe) {
        return !recipe.task().equals("qa") && workload.rowLengths().length == workload.examples();
    }

    /// The longest limit that is worth a word.
    private Optional<Hint> shorter() {
        int[] lengths = workload.rowLengths();
        for (double cut : CUT) {
            int limit = lengths[(int) ((1 - cut) * (lengths.length - 1))];
            long longer = Arrays.stream(lengths).filter(length -> length > limit).count();
            Optional<Hint> hint =
                    hint(
                            "--max-length " + limit,
                            saved(workload.cutTo(limit)),
                            "cuts %d of %d texts".formatted(longer, lengths.length));
            if (longer > 0 && hint.isPresent()) {
                return hint;
            }
        }
        return Optional.empty();
    }

    private double saved(Workload other) {
        return training * (1 - other.seconds(cost) / workload.seconds(cost));
    }

    private Optional<Hint> hint(String change, double saved, String price) {
        return saved < LEAST_SHARE * training
                ? Optional.empty()
                : Optional.of(new Hint(change, saved, price));
    }
}
