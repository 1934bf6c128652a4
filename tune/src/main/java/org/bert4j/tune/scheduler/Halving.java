package org.bert4j.tune.scheduler;

import org.bert4j.tune.trial.Trial;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Asynchronous successive halving, in one bracket (ASHA, Li et al. 2020) or in several (Hyperband, Li et al. 2018).
///
/// Of the trials at a rung the best share `1/reduction` goes on to the next, which is `reduction` times as far. Nobody
/// waits for others: a trial goes on as soon as it belongs to the best of those that have come to its rung. The
/// brackets begin at different rungs, for what looks bad early may be good in the end.
///
/// @param reduction how many come to a rung for each one that goes on
/// @param rungs     of the longest bracket
/// @param brackets  1 for successive halving; as many as rungs for Hyperband
public record Halving(int reduction, int rungs, int brackets) implements Scheduler {
    /// A ninth, a third, the whole of a run.
    public static final Halving ASHA = new Halving(3, 3, 1);

    /// The same rungs; brackets that begin at each of them.
    public static final Halving HYPERBAND = new Halving(3, 3, 3);

    public Halving {
        if (reduction < 2 || rungs < 1 || brackets < 1 || brackets > rungs) {
            throw new IllegalArgumentException(
                    "reduction must be at least 2, rungs at least 1, and brackets between 1 and rungs, not %d, %d and %d"
                            .formatted(reduction, rungs, brackets));
        }
    }

    @Override
    public String description() {
        return "the best of %d going on at each of %d rungs%s"
                .formatted(
                        reduction,
                        rungs,
                        brackets == 1 ? "" : ", in %d brackets".formatted(brackets));
    }

    /// In rounds, each of as many trials a bracket as Hyperband has.
    @Override
    public int bracket(int trial) {
        int round = IntStream.range(0, brackets).map(this::trialsOfRound).sum();
        int place = trial % round;
        int bracket = 0;
        while (place >= trialsOfRound(bracket)) {
            place -= trialsOfRound(bracket);
            bracket++;
        }
        return bracket;
    }

    private int trialsOfRound(int bracket) {
        int promotions = rungs - 1 - bracket;
        return Math.ceilDiv(rungs * power(promotions), promotions + 1);
    }

    private int power(int exponent) {
        return (int) Math.round(Math.pow(reduction, exponent));
    }

    @Override
    public List<Double> rungs(int bracket) {
        return IntStream.range(0, rungs - bracket)
                .mapToObj(i -> 1.0 / power(rungs - bracket - 1 - i))
                .toList();
    }

    @Override
    public Verdict judge(Trial trial, List<Trial> all) {
        boolean first =
                promotable(all, trial).filter(best -> best.number() == trial.number()).isPresent();
        return first ? Verdict.GO_ON : Verdict.PAUSE;
    }

    @Override
    public Optional<Trial> promotable(List<Trial> all) {
        return promotable(all, null);
    }

    /// @param here a trial that is running, but stands at a rung; null: none
    private Optional<Trial> promotable(List<Trial> all, Trial here) {
        for (int bracket = 0; bracket < brackets; bracket++) {
            for (int rung = rungs - bracket - 2; rung >= 0; rung--) {
                Optional<Trial> best = promotable(inBracket(all, bracket), rung, here);
                if (best.isPresent()) {
                    return best;
                }
            }
        }
        return Optional.empty();
    }

    private List<Trial> inBracket(List<Trial> all, int bracket) {
        return all.stream().filter(trial -> trial.bracket() == bracket).toList();
    }

    private Optional<Trial> promotable(List<Trial> all, int rung, Trial here) {
        List<Trial> arrived =
                new ArrayList<>(all.stream().filter(trial -> trial.at(rung).isPresent()).toList());
        arrived.sort(
                Comparator.comparingDouble((Trial trial) -> -trial.at(rung).get().score())
                        .thenComparingInt(Trial::number));
        return arrived.subList(0, arrived.size() / reduction).stream()
                .filter(trial -> trial.rung() == rung)
                .filter(
                        trial ->
                                trial.state() == Trial.State.PAUSED
                                        || here != null && trial.number() == here.number())
                .findFirst();
    }

    /// Each rung has `1/reduction` of the trials of the one before, and costs what lies between the two.
    @Override
    public double expectedRuns(int trials) {
        double runs = 0;
        for (int trial = 0; trial < trials; trial++) {
            List<Double> shares = rungs(bracket(trial));
            double reached = 1;
            double before = 0;
            for (double share : shares) {
                runs += reached * (share - before);
                reached /= reduction;
                before = share;
            }
        }
        return runs;
    }
}
