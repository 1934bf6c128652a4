package org.bert4j.task;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.checkpoint.JsonFiles;
import org.bert4j.tokenizer.BadInputException;

import tools.jackson.databind.JsonNode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/// What a task needs beside weights and `config.json` to predict as it was trained: `bert4j_TASK.json` in the model's
/// directory.
final class SavedOptions {
    private SavedOptions() {}

    static void write(Path directory, String task, Map<String, Object> options) {
        JsonFiles.write(directory.resolve(fileName(task)), options);
    }

    /// Changes or adds options of a saved model.
    ///
    /// @throws BadInputException if the file is damaged or cannot be written
    static void change(Path directory, String task, Map<String, Object> changed) {
        Path file = directory.resolve(fileName(task));
        Map<String, Object> options = new LinkedHashMap<>();
        if (Files.exists(file)) {
            options.putAll(JsonFiles.toMap(JsonFiles.readObject(file)));
        }
        options.putAll(changed);
        JsonFiles.write(file, options);
    }

    /// @param otherwise for a model of other origin, which has no such file
    /// @throws BadInputException if the file is damaged
    static <T> T read(
            Checkpoint checkpoint, String task, T otherwise, Function<JsonNode, T> parse) {
        return read(checkpoint.settings(fileName(task)), otherwise, parse);
    }

    /// The same of a directory that nobody has opened.
    static <T> T read(Path directory, String task, T otherwise, Function<JsonNode, T> parse) {
        return read(directory.resolve(fileName(task)), otherwise, parse);
    }

    private static <T> T read(Path file, T otherwise, Function<JsonNode, T> parse) {
        if (!Files.exists(file)) {
            return otherwise;
        }
        JsonNode json = JsonFiles.readObject(file);
        try {
            return parse.apply(json);
        } catch (RuntimeException e) {
            throw new BadInputException(
                    "%s: %s; mend or delete the file.".formatted(file, e.getMessage()), e);
        }
    }

    private static String fileName(String task) {
        return "bert4j_%s.json".formatted(task);
    }
}
