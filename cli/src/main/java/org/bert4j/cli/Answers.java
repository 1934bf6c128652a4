package org.bert4j.cli;

import org.bert4j.task.Classification;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// How answers with scores are printed.
final class Answers {
    private Answers() {}

    /// The best label and its probability.
    static String scored(Classification answer) {
        Classification.Scored best = answer.best();
        return String.format(Locale.ROOT, "%s\t%.4f", best.label(), best.probability());
    }

    static Map<String, Object> json(Classification answer) {
        Map<String, Object> scores = new LinkedHashMap<>();
        answer.scores().forEach(scored -> scores.put(scored.label(), scored.probability()));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("label", answer.best().label());
        json.put("probability", answer.best().probability());
        json.put("scores", scores);
        return json;
    }
}
