package org.bert4j.task;

import org.bert4j.tokenizer.BadInputException;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Predictions in the files the official scripts read: `predictions.json`, `nbest_predictions.json`
/// and, where "no answer" is allowed, `null_odds.json` (google-research/bert `run_squad.py`).
///
/// Answers are written as they come, into files beside, which take their places in [#finish()].
/// Closing without finishing leaves nothing behind.
///
/// ```java
/// try (PredictionFiles files = PredictionFiles.create(Path.of("predictions.json"), true)) {
///     files.add(prediction);
///     files.finish();
/// }
/// ```
public final class PredictionFiles implements AutoCloseable {
    private final JsonFile predictions;
    private final JsonFile nBest;
    private final Optional<JsonFile> nullOdds;
    private final List<JsonFile> all;

    private PredictionFiles(List<JsonFile> all) {
        this.all = all;
        this.predictions = all.get(0);
        this.nBest = all.get(1);
        this.nullOdds = all.stream().skip(2).findFirst();
    }

    /// Begins the files, and makes their directory if need be.
    ///
    /// @param predictions the file for the texts, such as `predictions.json`; the others lie beside
    ///   it under its name after `nbest_` and `null_odds_`, or under their official names if it has
    ///   its
    /// @param withNullOdds whether to write the null odds
    /// @throws BadInputException if they cannot be written
    public static PredictionFiles create(Path predictions, boolean withNullOdds) {
        String name = predictions.getFileName().toString();
        List<Path> paths =
                new ArrayList<>(List.of(predictions, predictions.resolveSibling("nbest_" + name)));
        if (withNullOdds) {
            String odds = name.equals("predictions.json") ? "null_odds.json" : "null_odds_" + name;
            paths.add(predictions.resolveSibling(odds));
        }
        List<JsonFile> files = new ArrayList<>();
        try {
            paths.forEach(path -> files.add(JsonFile.create(path)));
            return new PredictionFiles(files);
        } catch (BadInputException e) {
            files.forEach(JsonFile::close);
            throw e;
        }
    }

    /// Reads a `predictions.json`: the predicted text by question id, in the file's order.
    ///
    /// @throws BadInputException if it is no JSON object of strings
    public static Map<String, String> read(Path file) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : readObject(file).properties()) {
            if (!entry.getValue().isString()) {
                throw new BadInputException(
                        ("%s: the prediction for \"%s\" is not a string; give a predictions.json,"
                                        + " an object of id and text.")
                                .formatted(file, entry.getKey()));
            }
            texts.put(entry.getKey(), entry.getValue().stringValue());
        }
        return texts;
    }

    public void add(QaPrediction prediction) {
        String id = prediction.id();
        predictions.write(json -> json.writeStringProperty(id, prediction.best().text()));
        nBest.write(json -> writeAnswers(json, prediction));
        double odds = prediction.nullScoreDifference();
        nullOdds.ifPresent(file -> file.write(json -> json.writeNumberProperty(id, odds)));
    }

    /// Completes the files and puts them in their places.
    public void finish() {
        all.forEach(JsonFile::complete);
        all.forEach(JsonFile::moveIntoPlace);
    }

    @Override
    public void close() {
        all.forEach(JsonFile::close);
    }

    private static void writeAnswers(JsonGenerator json, QaPrediction prediction) {
        json.writeName(prediction.id());
        json.writeStartArray();
        for (Answer answer : prediction.nBest()) {
            json.writeStartObject();
            json.writeStringProperty("text", answer.text());
            json.writeNumberProperty("probability", answer.probability());
            json.writeNumberProperty("start_logit", answer.startLogit());
            json.writeNumberProperty("end_logit", answer.endLogit());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static JsonNode readObject(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new BadInputException(
                    "%s does not exist; give the path of a predictions.json.".formatted(file));
        }
        try {
            JsonNode root = new JsonMapper().readTree(file);
            if (root.isObject()) {
                return root;
            }
        } catch (JacksonException e) {
            throw new BadInputException(
                    "%s is not valid JSON (%s); write the predictions again."
                            .formatted(file, e.getOriginalMessage()),
                    e);
        }
        throw new BadInputException(
                "%s is not a JSON object; give a predictions.json, an object of id and text."
                        .formatted(file));
    }
}
