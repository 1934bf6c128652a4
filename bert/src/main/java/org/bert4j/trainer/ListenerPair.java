package org.bert4j.trainer;

import org.bert4j.evaluate.Evaluation;

import java.nio.file.Path;

/// Two listeners as one.
record ListenerPair(TrainingListener first, TrainingListener second) implements TrainingListener {
    @Override
    public void started(long step, long totalSteps) {
        first.started(step, totalSteps);
        second.started(step, totalSteps);
    }

    @Override
    public void step(Step step) {
        first.step(step);
        second.step(step);
    }

    @Override
    public void evaluated(long step, Evaluation evaluation, boolean best) {
        first.evaluated(step, evaluation, best);
        second.evaluated(step, evaluation, best);
    }

    @Override
    public void saved(long step, Path directory) {
        first.saved(step, directory);
        second.saved(step, directory);
    }

    @Override
    public void notice(String message) {
        first.notice(message);
        second.notice(message);
    }
}
