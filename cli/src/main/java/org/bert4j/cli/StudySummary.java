package org.bert4j.cli;

import org.bert4j.tune.TrialDirectories;
import org.bert4j.tune.report.StudyReport;
import org.bert4j.tune.study.Study;
import org.bert4j.tune.trial.Pareto;
import org.bert4j.tune.trial.Trial;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What came out of a search.
record StudySummary(Study study) {
    void print() {
        List<Trial> trials = study.trials();
        Optional<Trial> best = Trial.best(trials);
        if (best.isEmpty()) {
            System.out.printf("%d trials, and none has a score%n", trials.size());
            return;
        }
        StudyTable table = new StudyTable(study);
        System.out.printf(
                "Best %s %s of trial %d, of %d trials: %s%n",
                study.definition().objectives().getFirst().figure(),
                table.score(best.get().lastReport().orElseThrow()),
                best.get().number(),
                trials.size(),
                Figures.options(best.get().configuration()));
        printFront(trials, table);
        System.out.println("The same run: " + command(best.get()));
        Path model = directories().of(best.get()).resolve("best");
        if (Files.exists(model)) {
            System.out.println("Its model: " + model);
        }
    }

    private void printFront(List<Trial> trials, StudyTable table) {
        if (study.definition().objectives().size() > 1) {
            System.out.println("No other trial beats these in everything:");
            System.out.println(table.header());
            Pareto.front(trials).forEach(trial -> System.out.println(table.line(trial)));
        }
    }

    /// Everything as a page.
    void write(Path html) {
        new StudyReport(study, this::command).write(html);
    }

    private String command(Trial trial) {
        return TrialArguments.of(study.definition())
                .line(trial.configuration(), Path.of("my-model"));
    }

    private TrialDirectories directories() {
        return TrialDirectories.of(study);
    }

    Map<String, Object> json() {
        StudyTable table = new StudyTable(study);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("study", study.name());
        json.put("definition", study.definition());
        json.put("wanted_trials", study.wantedTrials());
        List<Trial> trials = study.trials();
        Trial.best(trials)
                .ifPresent(
                        trial -> {
                            json.put("best_trial", trial.number());
                            json.put("best_command", command(trial));
                        });
        json.put("trials", trials.stream().map(table::json).toList());
        json.put("failures", study.messages());
        return json;
    }
}
