package org.bert4j.cli;

import org.bert4j.task.Classification;

import java.util.Locale;

/// How answers with scores are printed.
final class Answers {
    private Answers() {}

    /// The best label and its probability.
    static String scored(Classification answer) {
        Classification.Scored best = answer.best();
        return String.format(Locale.ROOT, "%s\t%.4f", best.label(), best.probability());
    }
}
