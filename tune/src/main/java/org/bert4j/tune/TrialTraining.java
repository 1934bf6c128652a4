package org.bert4j.tune;

import org.bert4j.evaluate.Evaluation;
import org.bert4j.tokenizer.BadInputException;
import org.bert4j.trainer.Stop;
import org.bert4j.trainer.TrainingListener;
import org.bert4j.trainer.TrainingOptions;
import org.bert4j.tune.scheduler.Scheduler.Verdict;
import org.bert4j.tune.study.Claim;
import org.bert4j.tune.study.Objective;
import org.bert4j.tune.study.Study;
import org.bert4j.tune.trial.Report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Tells the study what the evaluations of a trial say, and stops the training when the study says so.
///
/// What counts at a rung is the best evaluation until then, as it does for a run without a search.
final class TrialTraining implements TrainingListener {
    private final Study study;
    private final Claim claim;
    private final List<Double> rungs;
    private final Stop stop;
    private final TuneListener listener;
    private long totalSteps;
    private double seconds;
    private long stepEnd; // the moment, in nanoseconds
    private List<Double> best; // scores of the objectives; empty before the first evaluation
    private Map<String, Object> bestFigures = Map.of();
    private Verdict verdict = Verdict.GO_ON;

    /// @param stop of this training
    TrialTraining(Study study, Claim claim, Stop stop, TuneListener listener) {
        this.study = study;
        this.claim = claim;
        this.stop = stop;
        this.listener = listener;
        rungs = study.scheduler().rungs(claim.trial().bracket());
        best = claim.trial().lastReport().map(Report::scores).orElse(List.of());
        seconds = claim.trial().lastReport().map(Report::seconds).orElse(0.0);
    }

    @Override
    public void started(long step, long total) {
        totalSteps = total;
    }

    @Override
    public void step(Step step) {
        seconds += step.seconds();
        stepEnd = System.nanoTime();
    }

    @Override
    public void evaluated(long step, Evaluation evaluation, boolean better) {
        List<Double> scores = scores(evaluation, (System.nanoTime() - stepEnd) / 1e9);
        if (best.isEmpty() || scores.getFirst() > best.getFirst()) {
            best = scores;
            bestFigures = evaluation.figures();
        }
        for (int rung = 0; rung < rungs.size(); rung++) {
            if (step == TrainingOptions.Rhythm.stepAt(rungs.get(rung), totalSteps)) {
                report(new Report(rung, rungs.get(rung), best, seconds));
            }
        }
    }

    private void report(Report report) {
        verdict = study.report(claim, report, bestFigures);
        listener.reported(claim.trial(), report, verdict);
        if (verdict != Verdict.GO_ON) {
            stop.request();
        }
    }

    /// @param evaluating seconds that the evaluation took
    private List<Double> scores(Evaluation evaluation, double evaluating) {
        List<Double> scores = new ArrayList<>();
        for (Objective objective : study.definition().objectives()) {
            if (objective.equals(Objective.SCORE)) {
                scores.add(evaluation.score());
            } else if (objective.figure().equals(Objective.LATENCY)) {
                scores.add(objective.score(evaluating));
            } else {
                scores.add(objective.score(value(evaluation, objective.figure())));
            }
        }
        return scores;
    }

    private static double value(Evaluation evaluation, String figure) {
        if (evaluation.figures().get(figure) instanceof Number value) {
            return value.doubleValue();
        }
        throw new BadInputException(
                "The evaluation has no figure \"%s\", but: %s; choose one of these as --metric."
                        .formatted(figure, String.join(", ", evaluation.figures().keySet())));
    }

    /// What the study has said last.
    Verdict verdict() {
        return verdict;
    }
}
