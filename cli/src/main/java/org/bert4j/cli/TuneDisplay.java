package org.bert4j.cli;

import me.tongfei.progressbar.ProgressBar;

import org.bert4j.trainer.TrainingListener;
import org.bert4j.tune.TuneListener;
import org.bert4j.tune.scheduler.Scheduler.Verdict;
import org.bert4j.tune.study.Study;
import org.bert4j.tune.trial.Report;
import org.bert4j.tune.trial.Trial;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Shows a search on stderr: a line for every rung that a trial reaches, and a bar for the present trial.
final class TuneDisplay implements TuneListener, AutoCloseable {
    private final Study study;
    private final StudyTable table;
    private final double doneBefore;
    private final long begin = System.nanoTime();
    private final Map<Integer, Integer> shown = new HashMap<>(); // reports by trial
    private final Set<Integer> failed = new HashSet<>();
    private ProgressBar bar;

    TuneDisplay(Study study) {
        this.study = study;
        table = new StudyTable(study);
        List<Trial> before = study.trials();
        doneBefore = done(before);
        before.forEach(trial -> shown.put(trial.number(), trial.reports().size()));
        failed.addAll(study.messages().keySet());
        System.err.println(table.header() + "  (best so far, time left)");
    }

    @Override
    public TrainingListener training(Trial trial) {
        return new TrainingListener() {
            @Override
            public void started(long step, long totalSteps) {
                bar = Bars.items("Trial " + trial.number(), totalSteps, "steps");
                bar.stepTo(step);
            }

            @Override
            public void step(Step step) {
                bar.setExtraMessage(String.format(Locale.ROOT, " loss %.3f", step.loss()));
                bar.stepTo(step.step());
            }
        };
    }

    @Override
    public void reported(Trial trial, Report report, Verdict verdict) {
        boolean end = report.rung() == study.scheduler().rungs(trial.bracket()).size() - 1;
        String state =
                end
                        ? "complete"
                        : switch (verdict) {
                            case GO_ON -> "goes on";
                            case PAUSE -> "paused";
                            case STOP -> "stopped";
                        };
        List<Report> reports = new ArrayList<>(trial.reports());
        reports.add(report);
        say(table.line(trial, state, reports) + "  " + standing());
    }

    /// Shows what other processes have told the study since the last look.
    void look() {
        for (Trial trial : study.trials()) {
            int reports = trial.reports().size();
            if (reports > shown.getOrDefault(trial.number(), 0)) {
                shown.put(trial.number(), reports);
                say(table.line(trial) + "  " + standing());
            }
        }
        study.messages()
                .forEach(
                        (trial, message) -> {
                            if (failed.add(trial)) {
                                say(failure(trial, Trial.State.FAILED, message));
                            }
                        });
    }

    private static String failure(int trial, Trial.State state, String message) {
        return "Trial %d %s: %s".formatted(trial, state.name().toLowerCase(Locale.ROOT), message);
    }

    private String standing() {
        List<Trial> trials = study.trials();
        Optional<Trial> best = Trial.best(trials);
        String found =
                best.map(
                                trial ->
                                        "best %s of trial %d"
                                                .formatted(
                                                        table.score(trial.lastReport().get()),
                                                        trial.number()))
                        .orElse("");
        return "(%s%s)".formatted(found, timeLeft(trials));
    }

    /// By the time that what was done since the display began has taken.
    private String timeLeft(List<Trial> trials) {
        double done = done(trials);
        double runs = study.scheduler().expectedRuns(study.wantedTrials());
        if (done <= doneBefore || runs <= done) {
            return "";
        }
        double secondsOfRun = (System.nanoTime() - begin) / 1e9 / (done - doneBefore);
        return ", about %s left".formatted(Figures.duration((runs - done) * secondsOfRun));
    }

    /// In whole runs.
    private static double done(List<Trial> trials) {
        return trials.stream().mapToDouble(Trial::share).sum();
    }

    @Override
    public void released(Trial trial, Trial.State state, String message) {
        close();
        if (!message.isEmpty()) {
            say(failure(trial.number(), state, message));
        }
    }

    private void say(String line) {
        if (bar != null) {
            Bars.clearLine();
        }
        System.err.println(line);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
