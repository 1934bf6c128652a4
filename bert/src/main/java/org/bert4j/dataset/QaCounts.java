package org.bert4j.dataset;

import java.util.ArrayList;
import java.util.List;

/// The running counts behind a [QaReport].
final class QaCounts {
    int paragraphs;
    int questions;
    int impossible;
    int answers;
    int repairedAnswers;
    int missingAnswers;
    int untrainable;
    final List<String> repairedIds = new ArrayList<>();

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
