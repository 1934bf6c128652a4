package org.bert4j.tune.report;

import org.bert4j.report.LearningCurve;
import org.bert4j.report.Page;
import org.bert4j.tune.TrialDirectories;
import org.bert4j.tune.space.Domain;
import org.bert4j.tune.space.Parameter;
import org.bert4j.tune.study.Study;
import org.bert4j.tune.trial.Pareto;
import org.bert4j.tune.trial.Report;
import org.bert4j.tune.trial.Trial;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A study as one HTML file that needs nothing else: history, parallel coordinates, importance of options, slices,
/// learning curves, Pareto front, and the trials as a table.
public final class StudyReport {
    private static final int FEW = 8;

    private final Study study;
    private final Function<Trial, String> command;

    /// @param command that makes the run of a trial again
    public StudyReport(Study study, Function<Trial, String> command) {
        this.study = study;
        this.command = command;
    }

    /// Writes beside the file, and puts it in its place when it is whole.
    public void write(Path file) {
        Page.of(StudyReport.class, "report").write(file, data());
    }

    private Map<String, Object> data() {
        List<Trial> trials = study.trials();
        double share = comparedShare(trials);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("study", study.name());
        data.put("task", study.definition().task());
        data.put("sampler", study.definition().sampler());
        data.put("scheduler", study.definition().scheduler());
        data.put("objectives", study.definition().objectives());
        data.put(
                "options",
                study.definition().space().parameters().stream().map(this::option).toList());
        data.put("importance", Importance.of(study.definition().space(), trials, share));
        data.put("comparedShare", share);
        Optional<Trial> best = Trial.best(trials);
        best.ifPresent(
                trial -> {
                    data.put("best", trial.number());
                    data.put("command", command.apply(trial));
                });
        data.put("front", Pareto.front(trials).stream().map(Trial::number).toList());
        TrialDirectories directories = TrialDirectories.of(study);
        List<Object> all = new ArrayList<>();
        trials.forEach(trial -> all.add(trial(trial, directories)));
        data.put("trials", all);
        return data;
    }

    /// The furthest point that some trials have come to, since scores of different points cannot be compared.
    private static double comparedShare(List<Trial> trials) {
        List<Double> shares =
                trials.stream()
                        .flatMap(trial -> trial.reports().stream())
                        .map(Report::share)
                        .distinct()
                        .sorted(Comparator.reverseOrder())
                        .toList();
        return shares.stream()
                .filter(share -> count(trials, share) >= FEW)
                .findFirst()
                .orElse(shares.isEmpty() ? 1 : shares.getLast());
    }

    private static long count(List<Trial> trials, double share) {
        return trials.stream().filter(trial -> trial.atShare(share).isPresent()).count();
    }

    private Map<String, Object> option(Parameter parameter) {
        Map<String, Object> option = new LinkedHashMap<>();
        option.put("name", parameter.name());
        switch (parameter.domain()) {
            case Domain.Choice(List<String> values) -> option.put("values", values);
            case Domain.Real real -> option.put("log", real.log());
            case Domain.Whole whole -> option.put("log", whole.log());
        }
        return option;
    }

    private Map<String, Object> trial(Trial trial, TrialDirectories directories) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("number", trial.number());
        entry.put("state", trial.state());
        entry.put("options", trial.configuration());
        List<Object> reports = new ArrayList<>();
        for (Report report : trial.reports()) {
            reports.add(
                    Map.of(
                            "share",
                            report.share(),
                            "values",
                            study.definition().values(report).values(),
                            "seconds",
                            report.seconds()));
        }
        entry.put("reports", reports);
        entry.put("curve", LearningCurve.read(directories.of(trial)));
        return entry;
    }
}
