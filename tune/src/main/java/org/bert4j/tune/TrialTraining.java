package org.bert4j.tune;

import org.bert4j.evaluate.Evaluation;
import org.bert4j.tokenizer.BadInputException;
import org.bert4j.trainer.RunRecord;
import org.bert4j.trainer.Stop;
import org.bert4j.trainer.TrainingListener;
import org.bert4j.trainer.TrainingOptions;
import org.bert4j.tune.scheduler.Scheduler.Verdict;
import org.bert4j.tune.study.Claim;
import org.bert4j.tune.study.Objective;
import org.bert4j.tune.study.Study;
import org.bert4j.tune.trial.Report;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Tells the study what the evaluations of a trial say, and stops the training when the study says so.
///
/// What counts at a rung is the evaluation whose model the run keeps, the best until then by the task's own figure: what
/// is reported is what the kept model has.
final class TrialTraining implements TrainingListener {
    private final Study study;
    private final Claim claim;
    private final Path directory;
    private final List<Double> rungs;
    private final Stop stop;
    private final TuneListener listener;
    private int reported; // the last rung
    private long totalSteps;
    private double seconds;
    private long stepEnd; // the moment, in nanoseconds
    private double evaluating = Double.MAX_VALUE; // seconds that the latest evaluation took
    private double score; // of the kept model, as all figures
    private Map<String, Object> figures = Map.of();
    private Verdict verdict = Verdict.GO_ON;

    /// @param directory of the run
    /// @param stop      of this training
    TrialTraining(Study study, Claim claim, Path directory, Stop stop, TuneListener listener) {
        this.study = study;
        this.claim = claim;
        this.directory = directory;
        this.stop = stop;
        this.listener = listener;
        rungs = study.scheduler().rungs(claim.trial().bracket());
        reported = claim.trial().rung();
    }

    /// What another process has done of this trial is told by the run's own files.
    @Override
    public void started(long step, long total) {
        totalSteps = total;
        if (step > 0) {
            RunRecord before = RunRecord.read(directory);
            seconds = before.seconds();
            before.best().ifPresent(kept -> keep(kept.score(), kept.figures()));
        }
    }

    private void keep(double keptScore, Map<String, Object> keptFigures) {
        score = keptScore;
        figures = keptFigures;
    }

    @Override
    public void step(Step step) {
        seconds += step.seconds();
        stepEnd = System.nanoTime();
    }

    @Override
    public void evaluated(long step, Evaluation evaluation, boolean best) {
        evaluating = (System.nanoTime() - stepEnd) / 1e9;
        if (best || figures.isEmpty()) {
            keep(evaluation.score(), evaluation.figures());
        }
        for (int rung = reported + 1; rung < rungs.size(); rung++) {
            if (step == TrainingOptions.Rhythm.stepAt(rungs.get(rung), totalSteps)) {
                report(rung);
            }
        }
        if (verdict != Verdict.GO_ON) {
            stop.request();
        }
    }

    /// The training is over, before its last rung if scores got no better: the score it has is that of all rungs to come.
    void ended() {
        while (reported < rungs.size() - 1) {
            report(reported + 1);
        }
    }

    private void report(int rung) {
        List<Double> scores = study.definition().objectives().stream().map(this::score).toList();
        Report report = new Report(rung, rungs.get(rung), scores, seconds);
        verdict = study.report(claim, report, figures);
        reported = rung;
        listener.reported(claim.trial(), report, verdict);
    }

    private double score(Objective objective) {
        if (objective.equals(Objective.SCORE)) {
            return score;
        }
        return objective.score(
                objective.figure().equals(Objective.LATENCY)
                        ? evaluating
                        : figure(objective.figure()));
    }

    private double figure(String name) {
        if (figures.get(name) instanceof Number value) {
            return value.doubleValue();
        }
        throw new BadInputException(
                "The evaluation has no figure \"%s\", but: %s; choose one of these as --metric."
                        .formatted(name, String.join(", ", figures.keySet())));
    }

    /// What the study has said last.
    Verdict verdict() {
        return verdict;
    }
}
