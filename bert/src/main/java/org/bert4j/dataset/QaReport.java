package org.bert4j.dataset;

/// What a reader found in a file: printed before training, because silent data are wrong data.
///
/// @param paragraphs paragraphs
/// @param questions questions
/// @param impossible questions marked as having no answer, or listing none
/// @param answers reference answers of the other questions
/// @param repairedAnswers references whose offset was wrong and whose text was found near it
/// @param missingAnswers references that are not in their context; kept for scoring
/// @param untrainable questions none of whose references is in the context; not trained on
public record QaReport(
        int paragraphs,
        int questions,
        int impossible,
        int answers,
        int repairedAnswers,
        int missingAnswers,
        int untrainable) {

    public int answerable() {
        return questions - impossible;
    }

    /// Whether the file has questions without an answer, as SQuAD 2.0 does. Nobody has to say so:
    /// forgetting that flag once gave a NoAns F1 of 0.
    public boolean hasImpossible() {
        return impossible > 0;
    }

    /// One line for people, such as `3708 questions on 390 paragraphs, 1987 of them without an
    /// answer`.
    public String summary() {
        StringBuilder line = new StringBuilder();
        line.append("%d questions on %d paragraphs".formatted(questions, paragraphs));
        if (impossible > 0) {
            line.append(", %d of them without an answer".formatted(impossible));
        }
        if (repairedAnswers > 0) {
            line.append("; %d answer offsets mended".formatted(repairedAnswers));
        }
        if (missingAnswers > 0) {
            line.append(
                    "; %d of %d reference answers are not in their context"
                            .formatted(missingAnswers, answers));
        }
        if (untrainable > 0) {
            line.append("; %d questions cannot be trained on".formatted(untrainable));
        }
        return line.toString();
    }
}
