package org.bert4j.cli;

import org.bert4j.tune.study.Objective;
import org.bert4j.tune.study.Study;
import org.bert4j.tune.trial.Report;
import org.bert4j.tune.trial.Trial;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The trials of a study, a line each.
record StudyTable(Study study) {
    String header() {
        return String.format(
                Locale.ROOT,
                "%5s %-8s %5s%s %8s  %s",
                "trial",
                "state",
                "done",
                columns(
                        study.definition().objectives().stream()
                                .map(Objective::figure)
                                .map(figure -> figure.length() <= 8 ? figure : "score")),
                "time",
                "options");
    }

    private static String columns(Stream<String> cells) {
        return cells.map("%9s"::formatted).collect(Collectors.joining());
    }

    String line(Trial trial) {
        return line(trial, trial.state().name().toLowerCase(Locale.ROOT), trial.reports());
    }

    /// @param state what becomes of it
    String line(Trial trial, String state, List<Report> reports) {
        Report last = reports.isEmpty() ? null : reports.getLast();
        return String.format(
                Locale.ROOT,
                "%5d %-8s %5s%s %8s  %s",
                trial.number(),
                state,
                last == null ? "" : String.format(Locale.ROOT, "%.0f %%", 100 * last.share()),
                columns(last == null ? blanks() : values(last).map(Figures::value)),
                last == null ? "" : Figures.duration(last.seconds()),
                Figures.options(trial.configuration()));
    }

    private Stream<String> blanks() {
        return study.definition().objectives().stream().map(_ -> "");
    }

    private Stream<Double> values(Report report) {
        return study.definition().values(report).values().stream();
    }

    /// The first figure, as it is and not as it is compared.
    String score(Report report) {
        return Figures.value(values(report).findFirst().orElseThrow());
    }

    Map<String, Object> json(Trial trial) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("trial", trial.number());
        json.put("state", trial.state().name().toLowerCase(Locale.ROOT));
        json.put("options", trial.configuration());
        json.put("bracket", trial.bracket());
        json.put("reports", trial.reports().stream().map(this::json).toList());
        json.put("figures", study.figures(trial.number()));
        return json;
    }

    private Map<String, Object> json(Report report) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("rung", report.rung());
        json.put("share", report.share());
        json.putAll(study.definition().values(report));
        json.put("seconds", report.seconds());
        return json;
    }
}
