package org.bert4j.task;

/// An answer: a stretch of the context, or "no answer".
///
/// @param text its own characters, `context.substring(start, end)`; "" for "no answer"
/// @param start where it begins in the context, in UTF-16 units; 0 for "no answer"
/// @param end where it ends, exclusive, in UTF-16 units; 0 for "no answer"
/// @param codePointStart where it begins, counted in code points as the published files count
/// @param startLogit the model's score for its first token; of `[CLS]` for "no answer"
/// @param endLogit the model's score for its last token; of `[CLS]` for "no answer"
/// @param probability softmax of the scores over the answers it was listed with
public record Answer(
        String text,
        int start,
        int end,
        int codePointStart,
        double startLogit,
        double endLogit,
        double probability) {

    static Answer span(String context, int start, int end, double startLogit, double endLogit) {
        String text = context.substring(start, end);
        int codePointStart = context.codePointCount(0, start);
        return new Answer(text, start, end, codePointStart, startLogit, endLogit, 0);
    }

    static Answer none(double startLogit, double endLogit) {
        return new Answer("", 0, 0, 0, startLogit, endLogit, 0);
    }

    /// Start and end logit together: what answers are ranked by.
    public double score() {
        return startLogit + endLogit;
    }

    /// Where the answer ends, exclusive, in code points.
    public int codePointEnd() {
        return codePointStart + text.codePointCount(0, text.length());
    }

    /// Whether this is "no answer".
    public boolean isNone() {
        return text.isEmpty();
    }

    Answer withProbability(double newProbability) {
        return new Answer(text, start, end, codePointStart, startLogit, endLogit, newProbability);
    }
}
