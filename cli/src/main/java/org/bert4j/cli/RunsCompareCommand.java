package org.bert4j.cli;

import org.bert4j.metric.Bootstrap;
import org.bert4j.report.RunReport;
import org.bert4j.tokenizer.BadInputException;
import org.bert4j.trainer.RunRecord;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `bert4j runs compare`.
@Command(
        name = "compare",
        description =
                "Compare two runs: the options in which they differ, and their best figures. With"
                        + " --data, whether they differ by more than chance.",
        footer = {
            "",
            "Example:",
            "  ./bert4j runs compare my-model my-other-model --data test.tsv"
        })
final class RunsCompareCommand implements Runnable {
    @Parameters(index = "0", paramLabel = "RUN", description = "Directory of a run.")
    private Path first;

    @Parameters(index = "1", paramLabel = "RUN", description = "Directory of another.")
    private Path second;

    @Option(
            names = "--data",
            arity = "1..*",
            preprocessor = SeveralValues.class,
            paramLabel = "FILE",
            description =
                    "Labelled files: evaluate both models on them, with intervals and a paired"
                            + " test.")
    private List<Path> data = List.of();

    @ArgGroup private Form form = new Form();

    private static final class Form {
        @Option(names = "--json", description = "Print one JSON object.")
        private boolean json;

        @Option(
                names = "--html",
                paramLabel = "FILE",
                description =
                        "Write a page instead, which opens without a network: curves side by side,"
                                + " figures with intervals, options that differ.")
        private Path html;
    }

    @Override
    public void run() {
        if (form.html != null) {
            requireNoData();
            RunReport.of(first, second).write(form.html);
            System.out.println("Wrote " + form.html);
            return;
        }
        RunRecord a = RunRecord.read(first);
        RunRecord b = RunRecord.read(second);
        Map<RunRecord, Map<String, Object>> different = DifferentOptions.of(List.of(a, b));
        Map<String, double[]> figures = figures(a, b);
        Optional<Judged> judged = data.isEmpty() ? Optional.empty() : Optional.of(judge(a, b));
        if (form.json) {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("runs", List.of(first.toString(), second.toString()));
            all.put("options", List.of(different.get(a), different.get(b)));
            all.put("figures", figures);
            judged.ifPresent(pair -> all.put("on_data", pair.json()));
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
                        row(
                                name,
                                Figures.value(values[0]),
                                Figures.value(values[1]),
                                String.format(Locale.ROOT, "%+.4f", values[1] - values[0])));
        judged.ifPresent(Judged::print);
    }

    private void requireNoData() {
        if (!data.isEmpty()) {
            throw new BadInputException(
                    "--html shows how both models have answered their development examples; leave"
                            + " out --data, or --html.");
        }
    }

    /// Both models on the same examples.
    private record Judged(Judgement first, Judgement second) {
        Map<String, Bootstrap.Difference> differences() {
            return second.minus(first);
        }

        Map<String, Object> json() {
            return Map.of(
                    "figures",
                    List.of(first.figures(), second.figures()),
                    "differences",
                    Tables.json(differences()));
        }

        void print() {
            System.out.printf(
                    "%nOn %,d examples, the second less the first:%n", first.sample().size());
            differences()
                    .forEach(
                            (name, difference) ->
                                    row(
                                            name,
                                            Figures.value((double) first.figures().get(name)),
                                            Figures.value((double) second.figures().get(name)),
                                            Tables.text(difference)));
        }
    }

    private Judged judge(RunRecord a, RunRecord b) {
        if (!a.task().equals(b.task())) {
            throw new BadInputException(
                    "%s is a run of %s and %s one of %s; compare runs of one task on --data."
                            .formatted(first, a.task(), second, b.task()));
        }
        Judge judge = Judge.of(a.task(), data);
        return new Judged(judge.judge(first, false), judge.judge(second, false));
    }

    private static void row(String name, Object a, Object b) {
        row(name, a, b, "");
    }

    private static void row(String name, Object a, Object b, String difference) {
        System.out.println(
                "%-24s %-24s %-24s %s".formatted(name, a, b, difference).stripTrailing());
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
