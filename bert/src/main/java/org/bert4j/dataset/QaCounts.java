package org.bert4j.dataset;

import java.util.HashSet;
import java.util.Set;

/// The running counts behind a [QaReport].
final class QaCounts {
    int paragraphs;
    int questions;
    int impossible;
    int answers;
    int repairedAnswers;
    int missingAnswers;
    int untrainable;
    final Set<String> repairedIds = new HashSet<>();

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
