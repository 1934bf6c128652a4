package org.bert4j.report;

import org.bert4j.trainer.RunDirectory;
import org.bert4j.trainer.RunRecord;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The losses of a run, as points of a curve.
///
/// @param steps  of the points
/// @param losses means of the steps since the point before
public record LearningCurve(List<Long> steps, List<Double> losses) {
    private static final int POINTS = 60;

    /// Empty if there is no run here: it may lie on another machine.
    public static LearningCurve read(Path run) {
        return RunDirectory.holdsRun(run)
                ? of(RunRecord.read(run).losses())
                : new LearningCurve(List.of(), List.of());
    }

    static LearningCurve of(List<RunRecord.Loss> losses) {
        int every = Math.max(1, Math.ceilDiv(losses.size(), POINTS));
        List<Long> steps = new ArrayList<>();
        List<Double> means = new ArrayList<>();
        for (int from = 0; from < losses.size(); from += every) {
            List<RunRecord.Loss> part = losses.subList(from, Math.min(from + every, losses.size()));
            steps.add(part.getLast().step());
            means.add(part.stream().mapToDouble(RunRecord.Loss::loss).average().orElseThrow());
        }
        return new LearningCurve(steps, means);
    }
}
