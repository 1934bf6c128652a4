package org.bert4j.dataset;

/// The running counts behind a [QaReport].
final class QaCounts {
    int paragraphs;
    int questions;
    int impossible;
    int answers;
    int repairedAnswers;
    int missingAnswers;
    int untrainable;

    QaReport report() {
        return new QaReport(
                paragraphs,
                questions,
                impossible,
                answers,
                repairedAnswers,
                missingAnswers,
                untrainable);
    }
}
