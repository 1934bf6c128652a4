package org.bert4j.trainer;

import org.bert4j.checkpoint.JsonFiles;
import org.bert4j.tokenizer.BadInputException;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a training run has left, or a running one has written so far: how it was made, and its curves.
///
/// @param started     as `2026-01-31T12:00:00Z`
/// @param options     every one that changes the result, under the names of the command line
/// @param data        hashes of the data files, by file
/// @param plan        what was settled by measurement
/// @param losses      of the steps
/// @param evaluations in the order of the steps
public record RunRecord(
        Path directory,
        String task,
        String started,
        Map<String, Object> options,
        Map<String, Object> data,
        Map<String, Object> plan,
        List<Loss> losses,
        List<Evaluated> evaluations) {
    private static final JsonMapper JSON = new JsonMapper();

    /// Of one update.
    public record Loss(long step, double loss, double seconds) {}

    /// An evaluation on the way.
    ///
    /// @param decisive name of the figure that decides
    /// @param best     whether none before was better
    public record Evaluated(long step, Map<String, Object> figures, String decisive, boolean best) {
        /// The decisive figure.
        public double score() {
            return figures.get(decisive) instanceof Number score ? score.doubleValue() : Double.NaN;
        }
    }

    /// @throws BadInputException if there is no run
    public static RunRecord read(Path directory) {
        if (!RunDirectory.holdsRun(directory)) {
            throw new BadInputException(
                    "%s holds no run (no run.json); name the --output of a training."
                            .formatted(directory));
        }
        JsonNode description = JsonFiles.readObject(directory.resolve(RunDirectory.RUN));
        List<Loss> losses = new ArrayList<>();
        List<Evaluated> evaluations = new ArrayList<>();
        for (String line : lines(directory.resolve(RunDirectory.METRICS))) {
            add(line, losses, evaluations);
        }
        return new RunRecord(
                directory,
                description.path("task").asString("?"),
                description.path("started").asString(""),
                JsonFiles.toMap(description.withObject("options")),
                JsonFiles.toMap(description.withObject("data")),
                JsonFiles.toMap(description.withObject("plan")),
                losses,
                evaluations);
    }

    private static List<String> lines(Path metrics) {
        try {
            return Files.exists(metrics) ? Files.readAllLines(metrics) : List.of();
        } catch (IOException e) {
            throw new BadInputException(
                    "Cannot read %s (%s); check who may read it."
                            .formatted(metrics, e.getMessage()),
                    e);
        }
    }

    private static void add(String line, List<Loss> losses, List<Evaluated> evaluations) {
        try {
            JsonNode entry = JSON.readTree(line);
            long step = entry.path("step").asLong();
            if (entry.has("evaluation")) {
                evaluations.add(
                        new Evaluated(
                                step,
                                JsonFiles.toMap(entry.get("evaluation")),
                                entry.path("decisive").asString(""),
                                entry.path("best").asBoolean()));
            } else {
                losses.add(
                        new Loss(
                                step,
                                entry.path("loss").asDouble(),
                                entry.path("seconds").asDouble()));
            }
        } catch (JacksonException _) {
            // the last line of a run that was killed, or that is writing it
        }
    }

    /// How the best model has answered the development examples, where that was written.
    public Path predictions() {
        return directory.resolve(RunDirectory.PREDICTIONS);
    }

    /// The evaluation whose model is in `best/`.
    public Optional<Evaluated> best() {
        return evaluations.stream().filter(Evaluated::best).reduce((_, later) -> later);
    }

    /// Updates done.
    public long steps() {
        return losses.isEmpty() ? 0 : losses.getLast().step();
    }

    /// That the updates took.
    public double seconds() {
        return losses.stream().mapToDouble(Loss::seconds).sum();
    }
}
