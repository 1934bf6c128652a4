package org.bert4j.metric;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What `evaluate-v2.0.py` prints, in percent.
///
/// @param all all scored questions
/// @param hasAnswer those with a reference answer; total 0 if there is none
/// @param noAnswer those without; total 0 if there is none
/// @param bestExact the best exact match any threshold on the null odds would give; none without
///   predictions
/// @param bestF1 the same for F1
public record SquadScores(
        Part all,
        Part hasAnswer,
        Part noAnswer,
        Optional<BestThreshold> bestExact,
        Optional<BestThreshold> bestF1) {

    /// Mean exact match and F1 of some questions.
    public record Part(double exact, double f1, int total) {}

    /// A score, and the highest null odds at which the prediction is still given instead of "".
    public record BestThreshold(double score, double threshold) {}

    /// The figures under their official names, in the official order; `HasAns_*` and `NoAns_*` only
    /// where there are such questions.
    public Map<String, Number> figures() {
        Map<String, Number> figures = new LinkedHashMap<>();
        put(figures, "", all);
        if (hasAnswer.total() > 0) {
            put(figures, "HasAns_", hasAnswer);
        }
        if (noAnswer.total() > 0) {
            put(figures, "NoAns_", noAnswer);
        }
        bestExact.ifPresent(best -> put(figures, "best_exact", best));
        bestF1.ifPresent(best -> put(figures, "best_f1", best));
        return figures;
    }

    private static void put(Map<String, Number> figures, String prefix, Part part) {
        figures.put(prefix + "exact", part.exact());
        figures.put(prefix + "f1", part.f1());
        figures.put(prefix + "total", part.total());
    }

    private static void put(Map<String, Number> figures, String name, BestThreshold best) {
        figures.put(name, best.score());
        figures.put(name + "_thresh", best.threshold());
    }
}
