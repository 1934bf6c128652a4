package org.bert4j.cli;

import org.bert4j.checkpoint.GrowingFile;
import org.bert4j.metric.Bootstrap;
import org.bert4j.metric.Bootstrap.Difference;
import org.bert4j.metric.Interval;
import org.bert4j.starters.Starters;

import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// What every `evaluate TASK` is asked: on what, and where the answers and figures go.
final class EvaluationFlags {
    @Option(
            names = "--data",
            required = true,
            arity = "1..*",
            paramLabel = "FILE",
            description = "Labelled files, of the kinds to train on.")
    private List<Path> data;

    @Option(
            names = "--predictions",
            paramLabel = "FILE",
            description =
                    "Write every answer here: as JSON lines with the truth beside; for qa as the"
                            + " official scripts read them, with nbest_FILE and null_odds_FILE.")
    private Path predictions;

    @Option(
            names = "--against",
            paramLabel = "MODEL",
            description =
                    "Evaluate this model too, and say how the two differ on the same examples, and"
                            + " how likely such a difference is by chance.")
    private String against;

    @Option(names = "--json", description = "Print the figures as JSON.")
    private boolean json;

    List<Path> data() {
        return data;
    }

    /// Null if they are not wanted.
    Path predictions() {
        return predictions;
    }

    /// Evaluates, and writes a line of JSON for every answer into the predictions if they are wanted.
    ///
    /// @param writes     false: they are not wanted this time
    /// @param evaluation is given who takes the lines
    <T> T evaluate(boolean writes, Function<Consumer<Supplier<Object>>, T> evaluation) {
        if (predictions == null || !writes) {
            return evaluation.apply(_ -> {});
        }
        try (GrowingFile file = GrowingFile.create(predictions)) {
            T result = evaluation.apply(line -> file.write(Json.line(line.get()) + "\n"));
            file.moveIntoPlace();
            return result;
        }
    }

    /// Evaluates the model, and the one it is compared with if there is one.
    void judge(Judge judge, Path model) {
        Judgement own = judge.judge(model, true);
        Optional<Judgement> other =
                Optional.ofNullable(against)
                        .map(name -> Starters.resolve(name, new PullDisplay(), false))
                        .map(directory -> judge.judge(directory, false));
        print(own, other);
    }

    /// Prints the figures as wanted, each with the interval in which it lies with a probability of 95 %.
    private void print(Judgement own, Optional<Judgement> other) {
        Map<String, Interval> intervals = Bootstrap.intervals(own.sample());
        Map<String, Difference> differences = other.map(own::minus).orElse(Map.of());
        if (json) {
            Map<String, Object> all = withIntervals(own.figures(), intervals);
            if (other.isPresent()) {
                all.put("against", against);
                all.put("differences", Tables.json(differences));
            }
            System.out.println(Json.indented(all));
            return;
        }
        Tables.print(own.figures(), intervals);
        if (other.isPresent()) {
            System.out.printf("%nMore than %s has:%n", against);
            Tables.print(differences);
        }
    }

    private static Map<String, Object> withIntervals(
            Map<String, Object> figures, Map<String, Interval> intervals) {
        Map<String, Object> all = new LinkedHashMap<>();
        figures.forEach(
                (name, value) -> {
                    all.put(name, value);
                    if (intervals.containsKey(name)) {
                        all.put(name + "_ci95", Tables.json(intervals.get(name)));
                    }
                });
        return all;
    }
}
