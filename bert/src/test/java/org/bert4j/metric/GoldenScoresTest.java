package org.bert4j.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.dataset.PythonText;
import org.bert4j.dataset.QaExample;
import org.bert4j.dataset.SharedData;
import org.bert4j.dataset.SquadReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Figures equal those of the official scripts to the last bit: evaluate-v2.0.py of
/// rajpurkar/SQuAD-explorer and cmrc2018_evaluate.py of ymcui/cmrc2018, run under Python 3.11 by
/// `src/test/python/make_qa_scores.py`.
class GoldenScoresTest {
    private static final JsonNode GOLDEN = golden();

    @ParameterizedTest
    @CsvSource({"squad", "squad_missing", "squad_1", "cmrc"})
    void figuresEqualTheOfficialScript(String name) {
        QaMetric metric = metric(name);
        for (JsonNode row : GOLDEN.get(name).get("rows")) {
            List<String> references = strings(row.get(1));
            if (row.get(2).isNull()) {
                metric.addMissing(references);
            } else {
                metric.add(references, row.get(2).stringValue(), row.get(3).doubleValue());
            }
        }
        assertFigures(GOLDEN.get(name).get("figures"), metric.figures());
    }

    @ParameterizedTest
    @CsvSource({"squad", "cmrc"})
    void figureNamesAndTheirOrderAreTheOfficialOnes(String name) {
        QaMetric metric = metric(name);
        metric.add(List.of("a b"), "b", 0);
        metric.add(List.of(), "", 1);
        List<String> official = List.copyOf(GOLDEN.get(name).get("figures").propertyNames());
        assertEquals(official, List.copyOf(metric.figures().keySet()));
    }

    static Stream<Arguments> publicFiles() {
        return GOLDEN.get("files").properties().stream()
                .flatMap(
                        file ->
                                file.getValue().properties().stream()
                                        .map(m -> Arguments.of(file.getKey(), m.getKey())));
    }

    @ParameterizedTest(name = "{1} on {0}")
    @MethodSource("publicFiles")
    void figuresOnPublicFilesEqualTheOfficialScript(String file, String name) {
        QaMetric metric = metric(name);
        int n = 0;
        try (SquadReader reader = SquadReader.open(SharedData.file(file))) {
            while (reader.hasNext()) {
                for (QaExample example : reader.next().examples()) {
                    metric.add(example.answers(), byRule(example, n), n * 7919 % 1000 / 100.0 - 5);
                    n++;
                }
            }
        }
        assertFigures(GOLDEN.get("files").get(file).get(name), metric.figures());
    }

    /// The predictions of `rule_rows` in make_qa_scores.py.
    private static String byRule(QaExample example, int n) {
        List<String> words = PythonText.split(example.context());
        List<String> answers = example.answers();
        String first = answers.isEmpty() ? words.getFirst() : answers.getFirst();
        int from = n % words.size();
        return switch (n % 5) {
            case 0 -> first;
            case 1 -> "";
            case 2 -> String.join(" ", words.subList(from, Math.min(from + 3, words.size())));
            case 3 -> first + " " + words.getFirst();
            default -> answers.isEmpty() ? "" : answers.getLast().substring(1);
        };
    }

    static Stream<Arguments> nltkCases() {
        return GOLDEN.get("nltk").values().stream()
                .map(c -> Arguments.of(c.get(0).stringValue(), strings(c.get(1))));
    }

    @ParameterizedTest
    @MethodSource("nltkCases")
    void wordsOutsideChineseAreThoseOfNltk(String text, List<String> words) {
        assertEquals(words, NltkWords.tokenize(text));
    }

    private static QaMetric metric(String name) {
        return name.startsWith("squad") ? new SquadMetric() : new CmrcMetric();
    }

    private static void assertFigures(JsonNode expected, Map<String, Number> figures) {
        assertTrue(expected.size() > 0);
        for (Map.Entry<String, JsonNode> figure : expected.properties()) {
            Number actual = figures.get(figure.getKey());
            assertEquals(figure.getValue().doubleValue(), actual.doubleValue(), figure.getKey());
        }
    }

    private static List<String> strings(JsonNode array) {
        return array.values().stream().map(JsonNode::stringValue).toList();
    }

    private static JsonNode golden() {
        InputStream json = GoldenScoresTest.class.getResourceAsStream("scores.json");
        return new JsonMapper().readTree(json);
    }
}
