package org.bert4j.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.dataset.SharedData;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Figures equal those of scikit-learn, SciPy and seqeval to nine digits, on generated cases and on
/// predictions of small models; `src/test/python/make_task_scores.py` wrote them.
class GoldenTaskScoresTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonNode GOLDEN = golden();
    private static final List<Named<JsonNode>> CLASSIFICATION = cases("classification");
    private static final List<Named<JsonNode>> MULTILABEL = cases("multilabel");
    private static final List<Named<JsonNode>> CORRELATION = cases("correlation");
    private static final List<Named<JsonNode>> ENTITY = cases("entity");
    private static final List<Named<JsonNode>> RETRIEVAL = cases("retrieval");

    @ParameterizedTest
    @FieldSource("CLASSIFICATION")
    void classificationEqualsScikitLearn(JsonNode golden) {
        ClassificationMetric metric = new ClassificationMetric(strings(golden.get("labels")));
        JsonNode truth = golden.get("truth");
        for (int i = 0; i < truth.size(); i++) {
            metric.add(truth.get(i).intValue(), golden.get("predicted").get(i).intValue());
        }
        assertFigures(golden, metric.figures());
    }

    @ParameterizedTest
    @FieldSource("MULTILABEL")
    void multiLabelEqualsScikitLearn(JsonNode golden) {
        double[] thresholds = numbers(golden.get("thresholds"), 128);
        MultiLabelMetric metric = new MultiLabelMetric(strings(golden.get("labels")), thresholds);
        for (int i = 0; i < golden.get("truth").size(); i++) {
            metric.add(truthRow(golden, i), probabilityRow(golden, i));
        }
        assertFigures(golden, metric.figures());
    }

    /// The script tried all thresholds above 0 and kept the best F1.
    @ParameterizedTest
    @FieldSource("MULTILABEL")
    void fittedThresholdsReachTheBestF1OfAnyThreshold(JsonNode golden) {
        List<String> labels = strings(golden.get("labels"));
        ThresholdFitter fitter = new ThresholdFitter(labels.size());
        for (int i = 0; i < golden.get("truth").size(); i++) {
            fitter.add(truthRow(golden, i), probabilityRow(golden, i));
        }
        MultiLabelMetric metric = new MultiLabelMetric(labels, fitter.thresholds());
        for (int i = 0; i < golden.get("truth").size(); i++) {
            metric.add(truthRow(golden, i), probabilityRow(golden, i));
        }
        JsonNode table = JSON.valueToTree(metric.figures().get("per_class"));
        double[] best = numbers(golden.get("best_f1"), 1);
        for (int label = 0; label < best.length; label++) {
            double f1 = table.get(labels.get(label)).get("f1").doubleValue();
            assertEquals(best[label], f1, 1e-9, labels.get(label));
        }
    }

    @ParameterizedTest
    @FieldSource("CORRELATION")
    void correlationEqualsSciPy(JsonNode golden) {
        CorrelationMetric metric = new CorrelationMetric();
        double[] truth = numbers(golden.get("truth"), 1);
        double[] predicted = numbers(golden.get("predicted"), 1);
        for (int i = 0; i < truth.length; i++) {
            metric.add(truth[i], predicted[i]);
        }
        assertFigures(golden, metric.figures());
    }

    @ParameterizedTest
    @FieldSource("ENTITY")
    void entitiesEqualSeqeval(JsonNode golden) {
        EntityMetric metric = new EntityMetric();
        for (int i = 0; i < golden.get("truth").size(); i++) {
            metric.add(tags(golden.get("truth").get(i)), tags(golden.get("predicted").get(i)));
        }
        assertFigures(golden, metric.figures());
    }

    @ParameterizedTest
    @FieldSource("RETRIEVAL")
    void retrievalEqualsScikitLearn(JsonNode golden) {
        RetrievalMetric metric = new RetrievalMetric();
        for (int i = 0; i < golden.get("queries").size(); i++) {
            float[] query = floats(golden.get("queries").get(i), 1);
            metric.add(query, floats(golden.get("documents").get(i), 1));
        }
        assertFigures(golden, metric.figures());
    }

    @Test
    void predictionsForSst2ScoreAsInScikitLearn() throws IOException {
        List<String> truth = new ArrayList<>();
        for (String line : lines("sst2/dev.tsv")) {
            truth.add(line.substring(line.lastIndexOf('\t') + 1));
        }
        assertClassified("sst2", truth);
    }

    @Test
    void predictionsForTrecScoreAsInScikitLearn() throws IOException {
        List<String> lines = lines("trec/TREC.train");
        List<String> heldOut = lines.subList(4500, lines.size());
        assertClassified("trec", heldOut.stream().map(line -> line.split(":")[0]).toList());
    }

    private static void assertClassified(String name, List<String> truth) {
        JsonNode golden = GOLDEN.get("real").get(name);
        List<String> labels = strings(golden.get("labels"));
        ClassificationMetric metric = new ClassificationMetric(labels);
        String predicted = golden.get("predicted").stringValue();
        assertEquals(predicted.length(), truth.size());
        for (int i = 0; i < truth.size(); i++) {
            metric.add(labels.indexOf(truth.get(i)), predicted.charAt(i) - '0');
        }
        assertFigures(golden, metric.figures());
    }

    @Test
    void predictionsForWnut17ScoreAsInSeqeval() throws IOException {
        JsonNode golden = GOLDEN.get("real").get("wnut17");
        List<String> names = strings(golden.get("tags"));
        List<String> lines = lines("wnut17/emerging.dev.conll");
        EntityMetric metric = new EntityMetric();
        int line = 0;
        for (String sentence : strings(golden.get("predicted"))) {
            while (lines.get(line).isBlank()) {
                line++;
            }
            List<String> truth =
                    lines.subList(line, line += sentence.length()).stream()
                            .map(token -> token.split("\t")[1])
                            .toList();
            assertTrue(lines.get(line).isBlank());
            metric.add(
                    truth,
                    sentence.chars().mapToObj(c -> names.get(Character.digit(c, 16))).toList());
        }
        assertFigures(golden, metric.figures());
    }

    @Test
    void predictionsForStsbScoreAsInSciPy() throws IOException {
        JsonNode golden = GOLDEN.get("real").get("stsb");
        List<String> lines = lines("pairs/stsb/stsb-en-dev.csv");
        CorrelationMetric metric = new CorrelationMetric();
        double[] predicted = numbers(golden.get("predicted"), 1);
        for (int i = 0; i < predicted.length; i++) {
            String line = lines.get(i);
            metric.add(Double.parseDouble(line.substring(line.lastIndexOf(',') + 1)), predicted[i]);
        }
        assertFigures(golden, metric.figures());
    }

    @Test
    void predictionsForGoEmotionsScoreAsInScikitLearn() throws IOException {
        JsonNode golden = GOLDEN.get("real").get("goemotions");
        List<String> labels = strings(golden.get("labels"));
        double[] thresholds = labels.stream().mapToDouble(label -> 8 / 32.0).toArray();
        MultiLabelMetric metric = new MultiLabelMetric(labels, thresholds);
        List<String> lines = lines("goemotions/dev.tsv");
        List<String> letters = strings(golden.get("probabilities"));
        for (int i = 0; i < letters.size(); i++) {
            boolean[] truth = new boolean[labels.size()];
            for (String id : lines.get(i).split("\t")[1].split(",")) {
                truth[Integer.parseInt(id)] = true;
            }
            float[] probabilities = new float[labels.size()];
            for (int label = 0; label < probabilities.length; label++) {
                probabilities[label] = (letters.get(i).charAt(label) - 'a') / 32f;
            }
            metric.add(truth, probabilities);
        }
        assertFigures(golden, metric.figures());
    }

    private static List<String> lines(String file) throws IOException {
        return Files.readAllLines(SharedData.file(file));
    }

    /// Every golden figure must be there, as Jackson prints ours.
    private static void assertFigures(JsonNode golden, Map<String, Object> figures) {
        assertFalse(golden.get("figures").isEmpty());
        assertTree(golden.get("figures"), JSON.readTree(JSON.writeValueAsString(figures)), "");
    }

    private static void assertTree(JsonNode expected, JsonNode actual, String path) {
        if (expected.isNumber()) {
            assertEquals(expected.doubleValue(), actual.doubleValue(), 1e-9, path);
            return;
        }
        if (!path.isEmpty()) {
            assertEquals(expected.size(), actual.size(), path);
        }
        for (Map.Entry<String, JsonNode> part : expected.properties()) {
            assertTree(part.getValue(), actual.path(part.getKey()), path + "/" + part.getKey());
        }
        for (int i = 0; expected.isArray() && i < expected.size(); i++) {
            assertTree(expected.get(i), actual.path(i), path + "/" + i);
        }
    }

    private static boolean[] truthRow(JsonNode golden, int row) {
        JsonNode values = golden.get("truth").get(row);
        boolean[] truth = new boolean[values.size()];
        for (int label = 0; label < truth.length; label++) {
            truth[label] = values.get(label).intValue() == 1;
        }
        return truth;
    }

    private static float[] probabilityRow(JsonNode golden, int row) {
        return floats(golden.get("probabilities").get(row), 128);
    }

    private static double[] numbers(JsonNode array, double divisor) {
        return array.values().stream().mapToDouble(x -> x.doubleValue() / divisor).toArray();
    }

    private static float[] floats(JsonNode array, double divisor) {
        double[] numbers = numbers(array, divisor);
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
    }

    private static List<String> tags(JsonNode sentence) {
        String tags = sentence.stringValue();
        return tags.isEmpty() ? List.of() : List.of(tags.split(" "));
    }

    private static List<String> strings(JsonNode array) {
        return array.values().stream().map(JsonNode::stringValue).toList();
    }

    private static List<Named<JsonNode>> cases(String section) {
        return GOLDEN.get(section).values().stream()
                .map(golden -> Named.of(golden.get("name").stringValue(), golden))
                .toList();
    }

    private static JsonNode golden() {
        InputStream json = GoldenTaskScoresTest.class.getResourceAsStream("task_scores.json");
        return JSON.readTree(json);
    }
}
