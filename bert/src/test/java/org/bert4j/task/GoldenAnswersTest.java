package org.bert4j.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.dataset.PythonText;
import org.bert4j.feature.QaExampleFeatures;
import org.bert4j.feature.QaFeature;
import org.bert4j.feature.QaFeatureOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Answers read off the same logits as by `compute_predictions_logits` of transformers 4.57.6 and
/// by `postprocess_qa_predictions` of its example `utils_qa.py`, run by
/// `src/test/python/make_qa_answers.py`.
class GoldenAnswersTest {
    private static final JsonNode GOLDEN = golden();
    private static final AnswerOptions SQUAD_1 = AnswerOptions.SQUAD_1.withMaxAnswerLength(8);
    private static final AnswerOptions SQUAD_2 = AnswerOptions.SQUAD_2.withMaxAnswerLength(8);

    @ParameterizedTest
    @CsvSource({"squad_1", "squad_2"})
    void runQaGivesTheSameAnswersAndNullOdds(String version) {
        Map<String, QaPrediction> predictions = predict(QaSample.RUN_QA, version, "light-2");
        JsonNode golden = GOLDEN.get("run_qa_" + version);
        assertEquals(golden.size(), predictions.size());
        for (JsonNode expected : golden) {
            QaPrediction prediction = predictions.get(expected.get("id").stringValue());
            String text = expected.get("best").stringValue();
            assertEquals(text.equals("empty") ? "" : text, prediction.best().text());
            assertEquals(
                    distinctTexts(expected), texts(prediction, distinctTexts(expected).size()));
            if (expected.get("null_odds").isNumber()) {
                double odds = expected.get("null_odds").doubleValue();
                assertEquals(odds, prediction.nullScoreDifference(), prediction.id());
            }
        }
    }

    /// Where Google's alignment of characters fails, it gives the whole words around the answer;
    /// bert4j cuts the answer out by offsets.
    @ParameterizedTest
    @CsvSource({"squad_1", "squad_2"})
    void googleGivesTheSameAnswersOrTheWholeWordsAroundThem(String version) {
        Map<String, QaPrediction> predictions = predict(QaSample.GOOGLE, version, "blank-1");
        JsonNode golden = GOLDEN.get("google_" + version);
        assertEquals(golden.size(), predictions.size());
        for (JsonNode expected : golden) {
            QaPrediction prediction = predictions.get(expected.get("id").stringValue());
            String text = expected.get("best").stringValue();
            String ours = String.join(" ", PythonText.split(prediction.best().text()));
            assertTrue(text.contains(ours) || text.isEmpty(), () -> text + " lacks " + ours);
        }
    }

    @Test
    void googleGivesTheSameNullOdds() {
        Map<String, QaPrediction> predictions = predict(QaSample.GOOGLE, "squad_2", "blank-1");
        for (JsonNode expected : GOLDEN.get("google_squad_2")) {
            QaPrediction prediction = predictions.get(expected.get("id").stringValue());
            double odds = expected.get("null_odds").doubleValue();
            assertEquals(odds, prediction.nullScoreDifference(), prediction.id());
        }
    }

    private static Map<String, QaPrediction> predict(
            QaFeatureOptions options, String version, String leaveOut) {
        SpanDecoder decoder = new SpanDecoder(version.equals("squad_1") ? SQUAD_1 : SQUAD_2);
        Map<String, QaPrediction> predictions = new LinkedHashMap<>();
        int window = 0;
        for (QaExampleFeatures example : QaSample.features(options)) {
            if (example.example().id().equals(leaveOut)) {
                continue;
            }
            List<float[]> starts = new ArrayList<>();
            List<float[]> ends = new ArrayList<>();
            for (QaFeature feature : example.features()) {
                starts.add(QaSample.logits(window, feature.length(), 0));
                ends.add(QaSample.logits(window, feature.length(), 1));
                window++;
            }
            QaPrediction prediction =
                    decoder.decode(example.example(), example.features(), starts, ends);
            predictions.put(prediction.id(), prediction);
        }
        return predictions;
    }

    /// The reference's list holds the same text from two windows twice, and "empty" where it has
    /// none.
    private static List<String> distinctTexts(JsonNode expected) {
        return expected.get("nbest").values().stream()
                .map(JsonNode::stringValue)
                .filter(text -> !text.isEmpty() && !text.equals("empty"))
                .distinct()
                .toList();
    }

    private static List<String> texts(QaPrediction prediction, int count) {
        return prediction.topAnswers(count).stream().map(Answer::text).toList();
    }

    private static JsonNode golden() {
        InputStream json = GoldenAnswersTest.class.getResourceAsStream("answers.json");
        return new JsonMapper().readTree(json);
    }
}
