package org.bert4j.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.tokenizer.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

class PredictionFilesTest {
    private static final Answer BEIJING = new Answer("北京 \"Beijing\"", 0, 12, 0, 3, 2.5, 0.75);
    private static final Answer NONE = new Answer("", 0, 0, 0, 1, 1, 0.25);

    @TempDir private Path folder;

    @Test
    void filesHaveTheOfficialShape() throws IOException {
        try (PredictionFiles files =
                PredictionFiles.create(folder.resolve("new/predictions.json"), true)) {
            files.add(new QaPrediction("q1", BEIJING, List.of(BEIJING, NONE), -3.5));
            files.add(new QaPrediction("q2", NONE, List.of(NONE), 0.125));
            files.finish();
        }
        assertEquals(
                "{\"q1\":\"北京 \\\"Beijing\\\"\",\"q2\":\"\"}",
                json("new/predictions.json").toString());
        assertEquals("{\"q1\":-3.5,\"q2\":0.125}", json("new/null_odds.json").toString());
        assertEquals(
                "{\"text\":\"\",\"probability\":0.25,\"start_logit\":1.0,\"end_logit\":1.0}",
                json("new/nbest_predictions.json").get("q2").get(0).toString());
        assertEquals(
                List.of("nbest_predictions.json", "null_odds.json", "predictions.json"),
                names("new"));
    }

    @Test
    void otherFilesAreNamedAfterTheFirst() throws IOException {
        try (PredictionFiles files = PredictionFiles.create(folder.resolve("p.json"), true)) {
            files.finish();
        }
        assertEquals(List.of("nbest_p.json", "null_odds_p.json", "p.json"), names(""));
    }

    @Test
    void predictionsAreReadBackInTheirOrder() {
        try (PredictionFiles files =
                PredictionFiles.create(folder.resolve("predictions.json"), false)) {
            files.add(new QaPrediction("z", BEIJING, List.of(BEIJING), 0));
            files.add(new QaPrediction("a", NONE, List.of(NONE), 0));
            files.finish();
        }
        Map<String, String> texts = PredictionFiles.read(folder.resolve("predictions.json"));
        assertEquals(List.of("z", "a"), List.copyOf(texts.keySet()));
        assertEquals(BEIJING.text(), texts.get("z"));
    }

    @Test
    void unfinishedFilesLeaveNothingAndOldOnesStay() throws IOException {
        Files.writeString(folder.resolve("predictions.json"), "{\"old\": \"\"}");
        try (PredictionFiles files =
                PredictionFiles.create(folder.resolve("predictions.json"), true)) {
            files.add(new QaPrediction("q", BEIJING, List.of(BEIJING), 0));
        }
        assertEquals(List.of("predictions.json"), names(""));
        assertEquals("{\"old\":\"\"}", json("predictions.json").toString());
    }

    @Test
    void unwritableDirectoryIsOneSentence() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        BadInputException fault =
                assertThrows(
                        BadInputException.class,
                        () -> PredictionFiles.create(file.resolve("p.json"), true));
        assertTrue(fault.getMessage().startsWith("Cannot write " + file.resolve("p.json")));
        assertTrue(fault.getMessage().endsWith("."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"q\": 1}", "{\"q\": \"a\"", "text"})
    void foreignPredictionsAreOneSentence(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("p.json"), content);
        String said =
                assertThrows(BadInputException.class, () -> PredictionFiles.read(file))
                        .getMessage();
        assertTrue(said.startsWith(file.toString()) && said.endsWith("."), said);
        assertTrue(said.indexOf('\n') < 0, said);
    }

    @Test
    void missingPredictionsAreOneSentence() {
        Path none = folder.resolve("none.json");
        assertThrows(BadInputException.class, () -> PredictionFiles.read(none));
    }

    private JsonNode json(String name) {
        return new JsonMapper().readTree(folder.resolve(name));
    }

    private List<String> names(String directory) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(directory))) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }
}
