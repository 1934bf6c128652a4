package org.bert4j.tune.scheduler;

import org.bert4j.tune.trial.Trial;

import java.util.List;
import java.util.Optional;

/// No trial ends early.
record Thorough() implements Scheduler {
    @Override
    public String description() {
        return "all to the end";
    }

    @Override
    public int bracket(int trial) {
        return 0;
    }

    @Override
    public List<Double> rungs(int bracket) {
        return List.of(1.0);
    }

    @Override
    public Verdict judge(Trial trial, List<Trial> all) {
        return Verdict.GO_ON;
    }

    @Override
    public Optional<Trial> promotable(List<Trial> all) {
        return Optional.empty();
    }
}
