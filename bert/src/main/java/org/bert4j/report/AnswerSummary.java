package org.bert4j.report;

import org.bert4j.metric.Bootstrap;
import org.bert4j.metric.Calibration;
import org.bert4j.metric.Interval;
import org.bert4j.metric.RiskCoverage;
import org.bert4j.metric.Sample;
import org.bert4j.tokenizer.BadInputException;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/// What a file of predictions says, read once, line by line: how sure the figures are, whether the probabilities can be
/// believed, which parts of the data are hard, and the mistakes that the model was surest of.
public final class AnswerSummary {
    private static final int MISTAKES = 30;
    private static final int COVERAGES = 50;
    private static final int DOTS = 2000;
    private static final JsonMapper JSON = new JsonMapper();

    private final List<String> labels;
    private final Map<String, Double> thresholds;
    private final Calibration calibration = new Calibration();
    private final RiskCoverage coverage = new RiskCoverage();
    private final Slices slices = new Slices();
    private final List<double[]> dots = new ArrayList<>();
    private final PriorityQueue<Mistake> mistakes =
            new PriorityQueue<>(Comparator.comparingDouble(mistake -> mistake.verdict.surprise()));
    private AnswerKind kind;
    private Map<String, Interval> intervals; // null until they are asked for

    private record Mistake(Verdict verdict, JsonNode line) {}

    private AnswerSummary(List<String> labels, Map<String, Double> thresholds) {
        this.labels = labels;
        this.thresholds = thresholds;
    }

    /// The answers of a model that `evaluate --predictions` has written.
    ///
    /// @param figures of that model, or of another one of the same task: they name the labels
    /// @throws BadInputException if the file cannot be read or holds something else
    public static AnswerSummary read(Path file, Map<String, Object> figures) {
        return read(file, figures, Map.of());
    }

    /// @param thresholds of labels, where several can be chosen; none: as the lines say
    static AnswerSummary read(
            Path file, Map<String, Object> figures, Map<String, Double> thresholds) {
        return read(file, labels(figures), thresholds);
    }

    private static List<String> labels(Map<String, Object> figures) {
        return figures.get("per_class") instanceof Map<?, ?> classes
                ? classes.keySet().stream().map(Object::toString).toList()
                : List.of();
    }

    private static AnswerSummary read(
            Path file, List<String> labels, Map<String, Double> thresholds) {
        AnswerSummary summary = new AnswerSummary(labels, thresholds);
        int number = 0;
        try (Stream<String> lines = Files.lines(file)) {
            for (String line : (Iterable<String>) lines::iterator) {
                number++;
                summary.add(JSON.readTree(line));
            }
        } catch (IOException e) {
            throw new BadInputException(
                    "Cannot read %s (%s); give a file that evaluate --predictions has written."
                            .formatted(file, e.getMessage()),
                    e);
        } catch (JacksonException | NullPointerException | IllegalArgumentException e) {
            throw new BadInputException(
                    "%s:%d is no line of predictions; give a file that evaluate --predictions has written."
                            .formatted(file, number),
                    e);
        }
        if (summary.kind == null) {
            throw new BadInputException(
                    "%s holds no predictions; evaluate on data with examples.".formatted(file));
        }
        return summary;
    }

    private void add(JsonNode line) {
        kind = kind == null ? AnswerKind.of(line, labels, thresholds) : kind;
        Verdict verdict = kind.judge(line);
        verdict.beliefs().forEach(belief -> calibration.add(belief.probability(), belief.score()));
        if (verdict.beliefs().size() == 1) {
            coverage.add(verdict.beliefs().getFirst().probability(), verdict.score());
        }
        if (kind instanceof NumberAnswers) {
            dots.add(new double[] {NumberAnswers.truth(line), NumberAnswers.answer(line)});
        } else if (isJudged()) {
            slices.add(values(line, verdict), characters(line), verdict.score());
        }
        if (verdict.surprise() > 0) {
            mistakes.add(new Mistake(verdict, line));
            if (mistakes.size() > MISTAKES) {
                mistakes.poll();
            }
        }
    }

    /// Whether something can be said of each answer by itself.
    boolean isJudged() {
        return !(kind instanceof UnjudgedAnswers);
    }

    private static Map<String, String> values(JsonNode line, Verdict verdict) {
        Map<String, String> values = new LinkedHashMap<>();
        if (line.has("label") && !line.has("choice")) {
            values.put("label", verdict.truth());
        }
        for (Map.Entry<String, JsonNode> column : line.path("columns").properties()) {
            values.put(column.getKey(), column.getValue().asString());
        }
        return values;
    }

    /// How good the answers are in parts of the data, by what parts them: `label`, `length`, names of columns.
    public Map<String, List<Slices.Slice>> slices() {
        return slices.all();
    }

    private static int characters(JsonNode line) {
        return line.get("texts")
                .valueStream()
                .mapToInt(text -> text.asString().codePointCount(0, text.asString().length()))
                .sum();
    }

    /// The answers, to take figures of draws.
    public Sample sample() {
        return kind.sample();
    }

    /// In which each figure lies with a probability of 95 %.
    Map<String, Interval> intervals() {
        if (intervals == null) {
            intervals = Bootstrap.intervals(sample());
        }
        return intervals;
    }

    /// For the page.
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("examples", sample().size());
        map.put("intervals", intervals());
        if (!calibration.bins().isEmpty()) {
            map.put("ece", calibration.expectedError());
            map.put("reliability", calibration.bins());
        }
        if (!coverage.points(1).isEmpty()) {
            map.put("aurc", coverage.area());
            map.put("coverage", coverage.points(COVERAGES));
        }
        map.put("slices", slices.all());
        int every = Math.max(1, Math.ceilDiv(dots.size(), DOTS));
        List<double[]> shown = new ArrayList<>();
        for (int i = 0; i < dots.size(); i += every) {
            shown.add(dots.get(i));
        }
        map.put("dots", shown);
        map.put(
                "mistakes",
                mistakes.stream()
                        .sorted(mistakes.comparator().reversed())
                        .map(AnswerSummary::toMap)
                        .toList());
        return map;
    }

    private static Map<String, Object> toMap(Mistake mistake) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("place", mistake.line.path("place").asString(""));
        map.put("texts", mistake.line.get("texts"));
        map.put("truth", mistake.verdict.truth());
        map.put("answer", mistake.verdict.answer());
        map.put("surprise", mistake.verdict.surprise());
        for (String key : List.of("words", "tags")) {
            if (mistake.line.has(key)) {
                map.put(key, mistake.line.get(key));
            }
        }
        if (mistake.line.has("tags")) {
            map.put("trueTags", mistake.line.get("truth"));
        }
        return map;
    }
}
