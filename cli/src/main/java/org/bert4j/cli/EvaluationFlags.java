package org.bert4j.cli;

import org.bert4j.checkpoint.GrowingFile;

import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
    /// @param evaluation is given who takes the lines
    <T> T evaluate(Function<Consumer<Supplier<Object>>, T> evaluation) {
        if (predictions == null) {
            return evaluation.apply(_ -> {});
        }
        try (GrowingFile file = GrowingFile.create(predictions)) {
            T result = evaluation.apply(line -> file.write(Json.line(line.get()) + "\n"));
            file.moveIntoPlace();
            return result;
        }
    }

    /// Prints the figures as wanted.
    ///
    /// @param table prints them for people
    void print(Map<String, Object> figures, Consumer<Map<String, Object>> table) {
        if (json) {
            System.out.println(Json.indented(figures));
        } else {
            table.accept(figures);
        }
    }
}
