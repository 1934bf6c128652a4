package org.bert4j.report;

import org.bert4j.task.MultiLabelTask;
import org.bert4j.tokenizer.BadInputException;
import org.bert4j.trainer.RunDirectory;
import org.bert4j.trainer.RunRecord;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A training run as a page: curves, figures with their intervals, confusions, calibration, slices, and the mistakes that
/// the best model was surest of; or several runs side by side.
///
/// ```java
/// RunReport.of(Path.of("my-model")).write(Path.of("my-model/report.html"));
/// ```
///
/// @param runs the first one is shown whole
public record RunReport(List<RunRecord> runs) {
    /// @throws BadInputException if there is no run
    public static RunReport of(Path... directories) {
        return new RunReport(Arrays.stream(directories).map(RunRecord::read).toList());
    }

    /// An evaluation on other data as a page of the same kind.
    ///
    /// @param model    its name
    /// @param figures  by published name
    /// @param decisive the one that the title shows
    public static void write(
            Path html,
            String task,
            String model,
            Map<String, Object> figures,
            String decisive,
            AnswerSummary answers) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("directory", model);
        map.put("task", task);
        map.put("figures", figures);
        map.put("decisive", decisive);
        put(map, Optional.of(answers));
        write(html, List.of(map));
    }

    /// The page of a run and the card of its best model, each in its place in the directory.
    ///
    /// @return the page
    public static Path finish(Path directory) {
        RunRecord run = RunRecord.read(directory);
        Optional<AnswerSummary> answers = answers(run);
        Path page = directory.resolve(RunDirectory.REPORT);
        write(page, List.of(run(run, answers)));
        if (run.best().isPresent()) {
            new ModelCard(run, answers).write(directory.resolve("best"));
        }
        return page;
    }

    /// Writes beside the file, and puts it in its place when it is whole.
    ///
    /// @throws BadInputException if a file of the run is damaged, or the place cannot be written
    public void write(Path html) {
        write(html, runs.stream().map(run -> run(run, answers(run))).toList());
    }

    private static void write(Path html, List<Map<String, Object>> runs) {
        Page.of(RunReport.class, "run").write(html, Map.of("runs", runs));
    }

    private static Map<String, Object> run(RunRecord run, Optional<AnswerSummary> answers) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("directory", run.directory().toString());
        map.put("task", run.task());
        map.put("started", run.started());
        map.put("steps", run.steps());
        map.put("seconds", run.seconds());
        map.put("options", run.options());
        map.put("plan", run.plan());
        map.put("curve", LearningCurve.of(run.losses()));
        map.put("evaluations", run.evaluations().stream().map(RunReport::evaluation).toList());
        run.best()
                .ifPresent(
                        best -> {
                            map.put("decisive", best.decisive());
                            map.put("bestStep", best.step());
                            map.put("figures", best.figures());
                        });
        put(map, answers);
        return map;
    }

    private static void put(Map<String, Object> map, Optional<AnswerSummary> answers) {
        answers.filter(AnswerSummary::isJudged)
                .ifPresent(summary -> map.put("answers", summary.toMap()));
    }

    private static Map<String, Object> evaluation(RunRecord.Evaluated evaluated) {
        return Map.of(
                "step", evaluated.step(), "score", evaluated.score(), "best", evaluated.best());
    }

    /// Empty if the run has left none: it was not evaluated yet, or is one of pre-training.
    private static Optional<AnswerSummary> answers(RunRecord run) {
        Path file = run.predictions();
        if (!Files.exists(file) || run.best().isEmpty()) {
            return Optional.empty();
        }
        Map<String, Double> thresholds =
                MultiLabelTask.savedThresholds(run.directory().resolve("best"));
        return Optional.of(AnswerSummary.read(file, run.best().get().figures(), thresholds));
    }
}
