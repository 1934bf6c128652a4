package org.bert4j.evaluate;

import org.bert4j.dataset.QaParagraph;
import org.bert4j.metric.CmrcMetric;
import org.bert4j.metric.QaMetric;
import org.bert4j.metric.SquadMetric;

import java.util.function.Supplier;

/// Which official metric scores question answering.
public enum QaMetricChoice {
    SQUAD(SquadMetric::new),
    CMRC(CmrcMetric::new);

    private final Supplier<QaMetric> metric;

    QaMetricChoice(Supplier<QaMetric> metric) {
        this.metric = metric;
    }

    /// An empty metric.
    public QaMetric create() {
        return metric.get();
    }

    /// CMRC for Chinese text, which has no blanks that SQuAD's metric could count words by; SQuAD for the rest.
    public static QaMetricChoice forLanguageOf(QaParagraph paragraph) {
        String text = paragraph.context();
        long letters = text.codePoints().filter(Character::isLetter).count();
        long ideographs = text.codePoints().filter(Character::isIdeographic).count();
        return 2 * ideographs > letters ? CMRC : SQUAD;
    }
}
