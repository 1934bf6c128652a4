package org.bert4j.cli;

import org.bert4j.trainer.RunRecord;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// `bert4j runs compare`.
@Command(
        name = "compare",
        description = "Compare two runs: the options in which they differ, and their best figures.",
        footer = {"", "Example:", "  ./bert4j runs compare my-model my-other-model"})
final class RunsCompareCommand implements Runnable {
    @Parameters(index = "0", paramLabel = "RUN", description = "Directory of a run.")
    private Path first;

    @Parameters(index = "1", paramLabel = "RUN", description = "Directory of another.")
    private Path second;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public void run() {
        RunRecord a = RunRecord.read(first);
        RunRecord b = RunRecord.read(second);
        Map<RunRecord, Map<String, Object>> different = DifferentOptions.of(List.of(a, b));
        Map<String, double[]> figures = figures(a, b);
        if (json) {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("runs", List.of(first.toString(), second.toString()));
            all.put("options", List.of(different.get(a), different.get(b)));
            all.put("figures", figures);
            System.out.println(Json.indented(all));
            return;
        }
        row("", first, second);
        names(different.get(a), different.get(b))
                .forEach(
                        name ->
                                row(
                                        name,
                                        different.get(a).getOrDefault(name, "-"),
                                        different.get(b).getOrDefault(name, "-")));
        row("steps", a.steps(), b.steps());
        row("time", Figures.duration(a.seconds()), Figures.duration(b.seconds()));
        figures.forEach(
                (name, values) ->
                        System.out.printf(
                                Locale.ROOT,
                                "%-24s %-24s %-24s %+.4f%n",
                                name,
                                Figures.value(values[0]),
                                Figures.value(values[1]),
                                values[1] - values[0]));
    }

    private static void row(String name, Object a, Object b) {
        System.out.printf("%-24s %-24s %-24s%n", name, a, b);
    }

    private static Set<String> names(Map<String, ?> a, Map<String, ?> b) {
        Set<String> names = new LinkedHashSet<>(a.keySet());
        names.addAll(b.keySet());
        return names;
    }

    /// Numbers that both have.
    private static Map<String, double[]> figures(RunRecord a, RunRecord b) {
        Map<String, double[]> both = new LinkedHashMap<>();
        if (a.best().isPresent() && b.best().isPresent()) {
            Map<String, Object> others = b.best().get().figures();
            a.best()
                    .get()
                    .figures()
                    .forEach(
                            (name, value) -> {
                                if (value instanceof Number one
                                        && others.get(name) instanceof Number other) {
                                    both.put(
                                            name,
                                            new double[] {one.doubleValue(), other.doubleValue()});
                                }
                            });
        }
        return both;
    }
}
