package org.bert4j.benchmarks;

import org.bert4j.tune.scheduler.Halving;
import org.bert4j.tune.scheduler.Scheduler;
import org.bert4j.tune.scheduler.Scheduler.Verdict;
import org.bert4j.tune.trial.Report;
import org.bert4j.tune.trial.Trial;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;

/// How soon schedulers are as good as random search, over thousands of searches that are drawn from a [TrialPool] and
/// trained by looking up what its trials scored. One study of twenty trials says little: its best is the luckiest.
final class ScheduleReplay {
    private static final int DRAWS = 10_000;
    private static final int TRIALS = 20; // of random search
    private static final List<Double> RUNGS = Halving.ASHA.rungs(0);

    private ScheduleReplay() {}

    /// `ScheduleReplay POOL...`
    public static void main(String[] arguments) throws IOException {
        List<Trial> pool = new ArrayList<>();
        for (String file : arguments) {
            pool.addAll(TrialPool.read(Path.of(file)));
        }
        System.out.printf(
                Locale.ROOT,
                "%d trials, the best %.4f; %d searches drawn, random search of %d trials%n",
                pool.size(),
                best(pool),
                DRAWS,
                TRIALS);
        System.out.println(
                "| scheduler | reached in half the epochs | median share of the epochs | score"
                        + " after half, less random search's |");
        System.out.println("|---|---|---|---|");
        Map<String, Scheduler> schedulers = new LinkedHashMap<>();
        schedulers.put("none", Scheduler.NONE);
        schedulers.put("asha", Halving.ASHA);
        schedulers.put("asha from a third", new Halving(3, 2, 1));
        schedulers.put("hyperband", Halving.HYPERBAND);
        schedulers.forEach((name, scheduler) -> compare(name, scheduler, pool));
    }

    private static void compare(String name, Scheduler scheduler, List<Trial> pool) {
        RandomGenerator random = new Random(1);
        double[] shares = new double[DRAWS];
        double[] gains = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            List<Trial> drawn = shuffled(pool, random).subList(0, TRIALS);
            double epochs = drawn.stream().mapToDouble(ScheduleReplay::epochs).sum();
            double goal = best(drawn);
            Replay replay = new Replay(scheduler, shuffled(pool, random));
            double atHalf = 0;
            shares[draw] = Double.POSITIVE_INFINITY;
            while (replay.epochs <= epochs && replay.goOn()) {
                if (replay.epochs <= epochs / 2) {
                    atHalf = replay.best;
                }
                if (replay.best >= goal) {
                    shares[draw] = Math.min(shares[draw], replay.epochs / epochs);
                }
            }
            gains[draw] = atHalf - goal;
        }
        System.out.printf(
                Locale.ROOT,
                "| %s | %.3f | %.3f | %+.4f |%n",
                name,
                Arrays.stream(shares).filter(share -> share <= 0.5).count() / (double) DRAWS,
                Arrays.stream(shares).sorted().toArray()[DRAWS / 2],
                Arrays.stream(gains).average().orElseThrow());
    }

    private static List<Trial> shuffled(List<Trial> pool, RandomGenerator random) {
        List<Trial> order = new ArrayList<>(pool);
        Collections.shuffle(order, random);
        return order;
    }

    private static double epochs(Trial trial) {
        return Double.parseDouble(trial.configuration().get("epochs"));
    }

    private static double best(List<Trial> trials) {
        return trials.stream()
                .mapToDouble(trial -> trial.reports().getLast().score())
                .max()
                .orElseThrow();
    }

    /// A search with one worker: what deserves to go on is trained first, then a new trial is begun.
    private static final class Replay {
        private final Scheduler scheduler;
        private final List<Trial> fresh;
        private final List<Trial> trials = new ArrayList<>();
        private double epochs;
        private double best; // of the trials at their end

        Replay(Scheduler scheduler, List<Trial> fresh) {
            this.scheduler = scheduler;
            this.fresh = fresh;
        }

        /// Trains a trial until it ends or pauses.
        ///
        /// @return false if nothing is left to do
        boolean goOn() {
            int number = scheduler.promotable(trials).map(Trial::number).orElse(trials.size());
            if (number == fresh.size()) {
                return false;
            }
            if (number == trials.size()) {
                int bracket = scheduler.bracket(number);
                trials.add(
                        new Trial(
                                number,
                                fresh.get(number).configuration(),
                                bracket,
                                Trial.State.RUNNING,
                                List.of()));
            }
            train(number);
            return true;
        }

        private void train(int number) {
            List<Double> rungs = scheduler.rungs(trials.get(number).bracket());
            Verdict verdict = Verdict.GO_ON;
            while (verdict == Verdict.GO_ON && trials.get(number).state() != Trial.State.COMPLETE) {
                Trial trial = trials.get(number);
                int rung = trial.rung() + 1;
                double before = rung == 0 ? 0 : rungs.get(rung - 1);
                epochs += (rungs.get(rung) - before) * epochs(trial);
                double score = scored(number, rungs.get(rung));
                boolean end = rung == rungs.size() - 1;
                List<Report> reports = new ArrayList<>(trial.reports());
                reports.add(new Report(rung, rungs.get(rung), List.of(score), 0));
                set(number, end ? Trial.State.COMPLETE : Trial.State.RUNNING, reports);
                if (end) {
                    best = Math.max(best, score);
                } else {
                    verdict = scheduler.judge(trials.get(number), trials);
                }
            }
            if (verdict == Verdict.PAUSE) {
                set(number, Trial.State.PAUSED, trials.get(number).reports());
            }
        }

        private double scored(int number, double share) {
            return fresh.get(number).reports().get(RUNGS.indexOf(share)).score();
        }

        private void set(int number, Trial.State state, List<Report> reports) {
            Trial trial = trials.get(number);
            trials.set(
                    number,
                    new Trial(number, trial.configuration(), trial.bracket(), state, reports));
        }
    }
}
