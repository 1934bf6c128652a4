package org.bert4j.feature;

/// What became of the examples of a data set.
///
/// @param examples questions seen
/// @param features model inputs made of them
/// @param noAnswerInContext questions left out of training because no reference is in the context
/// @param wordsLackAnswer questions left out of training because the words at the answer's place do
///   not contain it (Google's way only)
/// @param questionsCut questions longer than the options allow
public record QaFeatureReport(
        int examples, int features, int noAnswerInContext, int wordsLackAnswer, int questionsCut) {

    static final QaFeatureReport EMPTY = new QaFeatureReport(0, 0, 0, 0, 0);

    QaFeatureReport plus(QaExampleFeatures example) {
        return new QaFeatureReport(
                examples + 1,
                features + example.features().size(),
                noAnswerInContext + one(example, QaExampleFeatures.Outcome.NO_ANSWER_IN_CONTEXT),
                wordsLackAnswer + one(example, QaExampleFeatures.Outcome.WORDS_LACK_ANSWER),
                questionsCut + (example.questionCut() ? 1 : 0));
    }

    private static int one(QaExampleFeatures example, QaExampleFeatures.Outcome outcome) {
        return example.outcome() == outcome ? 1 : 0;
    }

    /// One line for people, such as `9012 features of 8078 questions`.
    public String summary() {
        StringBuilder line = new StringBuilder();
        line.append("%d features of %d questions".formatted(features, examples));
        append(line, noAnswerInContext, "left out, no reference is in the context");
        append(line, wordsLackAnswer, "left out, the words do not contain the answer");
        append(line, questionsCut, "questions cut");
        return line.toString();
    }

    private static void append(StringBuilder line, int count, String what) {
        if (count > 0) {
            line.append("; %d %s".formatted(count, what));
        }
    }
}
