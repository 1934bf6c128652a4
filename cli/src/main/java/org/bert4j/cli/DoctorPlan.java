package org.bert4j.cli;

import org.bert4j.trainer.Forecast;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/// A forecast for people and for machines.
///
/// @param trainings how many of them the command does (seeds, folds)
/// @param memory    of this machine, before the forecast
/// @param others    cores that other programs used
/// @param stolen    share of the time of measuring that the host of a virtual machine kept
/// @param disk      where the run would be written
record DoctorPlan(
        Forecast forecast,
        int trainings,
        DoctorMemory memory,
        OptionalDouble others,
        OptionalDouble stolen,
        DoctorDisk disk) {
    String text() {
        List<String> lines = new ArrayList<>();
        addWork(lines);
        addNeeds(lines);
        for (Forecast.Hint hint : forecast.hints()) {
            lines.add(
                    "- %s saves about %.0f %% of the time: %s"
                            .formatted(
                                    hint.change(),
                                    100 * hint.saved() / forecast.time().total(),
                                    hint.price()));
        }
        warnings().forEach(warning -> lines.add("! " + warning));
        return String.join("\n", lines);
    }

    private static String line(String name, String text, Object... values) {
        return "%-11s %s".formatted(name, String.format(Locale.ROOT, text, values));
    }

    private void addWork(List<String> lines) {
        Forecast.Data data = forecast.data();
        Forecast.Steps steps = forecast.steps();
        lines.add(
                line(
                        "Data",
                        "%,d examples to train on, %,d to evaluate on",
                        data.examples(),
                        data.developmentExamples()));
        lines.add(
                line(
                        "",
                        "%,d rows of at most %d tokens, %,d tokens in all",
                        data.rows(),
                        data.longest(),
                        data.tokens()));
        lines.add(line("Padding", "%.0f %% of what is computed", 100 * data.padding()));
        lines.add(
                line(
                        "Steps",
                        "%,d of %d examples: %,d in each of %d epochs",
                        steps.steps(),
                        steps.batchSize(),
                        steps.stepsPerEpoch(),
                        steps.epochs()));
        lines.add(
                line(
                        "Precision",
                        "%s, %s",
                        forecast.plan().precision().name().toLowerCase(Locale.ROOT),
                        forecast.plan().reason()));
        lines.add(line("Threads", "%d", forecast.plan().threads()));
    }

    private void addNeeds(List<String> lines) {
        Forecast.Time time = forecast.time();
        Forecast.Steps steps = forecast.steps();
        lines.add(
                line(
                        "Time",
                        "%s%s",
                        Figures.duration(trainings * time.total()),
                        trainings == 1
                                ? ""
                                : " for %d trainings, %s each:"
                                        .formatted(trainings, Figures.duration(time.total()))));
        lines.add(line("", "%9s  preparing", Figures.duration(time.preparing())));
        lines.add(
                line(
                        "",
                        "%9s  training, %.2f s a step",
                        Figures.duration(time.training()),
                        time.training() / steps.steps()));
        lines.add(
                line(
                        "",
                        "%9s  evaluating, %d times",
                        Figures.duration(time.evaluating()),
                        steps.evaluations()));
        lines.add(
                line("", "%9s  saving, %d times", Figures.duration(time.saving()), steps.saves()));
        forecast.needs()
                .memory()
                .ifPresent(
                        bytes ->
                                lines.add(
                                        line(
                                                "Memory",
                                                "%s of %s available",
                                                DoctorReport.gibibytes(bytes),
                                                DoctorReport.gibibytes(memory.available()))));
        lines.add(
                line(
                        "Disk",
                        "%s in %s",
                        DoctorReport.gibibytes(trainings * forecast.needs().disk()),
                        disk.place()));
    }

    private List<String> warnings() {
        List<String> all = new ArrayList<>();
        if (forecast.needs().memory().orElse(0) > memory.available()) {
            all.add(
                    "That is more memory than is available: lower --batch-size or --max-length, or"
                            + " set --micro-batch-size 1 or --gradient-checkpointing.");
        }
        if (trainings * forecast.needs().disk() > disk.free().orElse(Long.MAX_VALUE)) {
            all.add(
                    "That is more than the %s that are free on the disk: free some space or choose another --output."
                            .formatted(DoctorReport.gibibytes(disk.free().getAsLong())));
        }
        if (others.orElse(0) > DoctorFindings.BUSY) {
            all.add(
                    String.format(
                            Locale.ROOT,
                            "Other programs kept %.1f cores busy; without them it takes less time.",
                            others.getAsDouble()));
        }
        if (stolen.orElse(0) > DoctorFindings.STOLEN) {
            all.add(
                    String.format(
                            Locale.ROOT,
                            "The host of this virtual machine kept %.0f %% of the time that was"
                                    + " asked for; what it keeps later makes the run longer or"
                                    + " shorter.",
                            100 * stolen.getAsDouble()));
        }
        return all;
    }

    Map<String, Object> toMap() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("task", forecast.task());
        json.put("trainings", trainings);
        json.put("examples", forecast.data().examples());
        json.put("development_examples", forecast.data().developmentExamples());
        json.put("rows", forecast.data().rows());
        json.put("tokens", forecast.data().tokens());
        json.put("longest_row", forecast.data().longest());
        json.put("padding", forecast.data().padding());
        json.put("epochs", forecast.steps().epochs());
        json.put("batch_size", forecast.steps().batchSize());
        json.put("steps_per_epoch", forecast.steps().stepsPerEpoch());
        json.put("steps", forecast.steps().steps());
        json.put("evaluations", forecast.steps().evaluations());
        json.put("saves", forecast.steps().saves());
        json.put("plan", forecast.plan());
        json.put("seconds", seconds());
        forecast.needs().memory().ifPresent(bytes -> json.put("memory_bytes", bytes));
        json.put("memory_available_bytes", memory.available());
        json.put("disk_bytes", trainings * forecast.needs().disk());
        disk.free().ifPresent(bytes -> json.put("disk_free_bytes", bytes));
        others.ifPresent(cores -> json.put("cores_busy_with_others", cores));
        stolen.ifPresent(share -> json.put("stolen_by_host", share));
        json.put("hints", hints());
        json.put("warnings", warnings());
        return json;
    }

    private Map<String, Object> seconds() {
        Forecast.Time time = forecast.time();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("total", trainings * time.total());
        json.put("preparing", time.preparing());
        json.put("training", time.training());
        json.put("evaluating", time.evaluating());
        json.put("saving", time.saving());
        return json;
    }

    private List<Map<String, Object>> hints() {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Forecast.Hint hint : forecast.hints()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("change", hint.change());
            json.put("saved_seconds", hint.saved());
            json.put("price", hint.price());
            all.add(json);
        }
        return all;
    }
}
