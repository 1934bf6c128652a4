package org.bert4j.cli;

import org.bert4j.tokenizer.BadInputException;
import org.bert4j.trainer.RunDirectory;
import org.bert4j.trainer.RunRecord;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// `bert4j runs list`.
@Command(
        name = "list",
        description =
                "List the training runs under a directory, with their best scores and the options"
                        + " in which they differ.",
        footer = {"", "Example:", "  ./bert4j runs list my-search/trials"})
final class RunsListCommand implements Runnable {
    private static final int DEPTH = 5;

    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            defaultValue = ".",
            description = "Where to look (default: here).")
    private Path directory = Path.of(".");

    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean json;

    @Override
    public void run() {
        List<RunRecord> runs = runs();
        if (runs.isEmpty()) {
            throw new BadInputException(
                    "There is no training run under %s (no run.json); name a directory that holds some."
                            .formatted(directory));
        }
        if (json) {
            runs.forEach(run -> System.out.println(Json.line(summary(run))));
            return;
        }
        Map<RunRecord, Map<String, Object>> different = DifferentOptions.of(runs);
        System.out.printf(
                "%-28s %-10s %8s %8s %8s  %s%n",
                "run", "task", "score", "steps", "time", "options");
        runs.forEach(run -> System.out.println(line(run, different.get(run))));
    }

    private List<RunRecord> runs() {
        if (!Files.isDirectory(directory)) {
            throw new BadInputException("%s is no directory; check the path.".formatted(directory));
        }
        try (Stream<Path> walk = Files.walk(directory, DEPTH)) {
            return walk.filter(Files::isDirectory)
                    .filter(RunDirectory::holdsRun)
                    .map(RunRecord::read)
                    .sorted(
                            Comparator.comparing(RunRecord::started)
                                    .thenComparing(run -> run.directory().toString()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String line(RunRecord run, Map<String, Object> different) {
        return String.format(
                Locale.ROOT,
                "%-28s %-10s %8s %8d %8s  %s",
                directory.relativize(run.directory()),
                run.task(),
                run.best().map(best -> Figures.value(best.score())).orElse("-"),
                run.steps(),
                Figures.duration(run.seconds()),
                Figures.options(different));
    }

    private static Map<String, Object> summary(RunRecord run) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("run", run.directory().toString());
        all.put("task", run.task());
        all.put("started", run.started());
        all.put("steps", run.steps());
        all.put("seconds", run.seconds());
        run.best()
                .ifPresent(
                        best -> {
                            all.put("decisive", best.decisive());
                            all.put("score", best.score());
                            all.put("figures", best.figures());
                        });
        all.put("options", run.options());
        return all;
    }
}
